from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.clients.permissions import can_change_account
from accounts.people.views.guards import person
from accounts.profile.choices import Sight
from accounts.profile.permissions import can_judge
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import reach
from accounts.profile.views.noting import note, seen_of
from config.lib.forms import posted
from config.lib.htmx import wants_part
from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Standing
from transitions.dossier.forms.sealing import RefuseForm
from transitions.dossier.operations import seals
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.changed import changed_since
from transitions.dossier.queries.commitments import of_transition
from transitions.dossier.queries.dossier import (
    DossierPage,
    Part,
    dossier_page,
    is_open_to,
)
from transitions.dossier.queries.keys import keys
from transitions.dossier.queries.titles import title_of
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.queries.moved import reads_on
from transitions.plans.views.answers import load, who
from transitions.plans.views.writing import attempt

PAGE = "transitions/dossier/dossier.html"


@require_safe
def dossier(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = load(request, transition_id)
    if not is_open_to(person(request), found):
        return show(request, found, "closed", {})
    return show(request, found, "dossier", _with_keys(request, found))


@require_safe
def seal(request: HttpRequest, transition_id: int, section: str) -> HttpResponse:
    """What stands below a section; htmx asks for it when something was written in that."""
    found = opened(request, transition_id)
    page = _page(request, found)
    context = {
        "part": part_of(page, section),
        "dossier": page,
        "transition": found,
        "today": timezone.localdate(),
    }
    if not wants_part(request):
        return redirect(place(found, section))
    return render(request, "transitions/dossier/seal.html", context)


@require_safe
def keys_part(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Who has signed what; htmx asks for it when something was written in any section."""
    found = opened(request, transition_id)
    if not wants_part(request):
        return redirect(f"{reverse('dossier', args=[found.pk])}#keys")
    context = _with_keys(request, found) | {"transition": found, "is_part": True}
    return render(request, "transitions/dossier/keys.html", context)


@require_POST
def confirm(request: HttpRequest, transition_id: int, section: str) -> HttpResponse:
    found = opened(request, transition_id)
    if not permissions.may_confirm(person(request), found):
        raise PermissionDenied(f"{found.outgoing} confirms what the dossier says.")
    return _decide(request, found, section, seals.confirm, "Confirmed.")


@require_POST
def accept(request: HttpRequest, transition_id: int, section: str) -> HttpResponse:
    found = _for_incoming(request, transition_id)
    return _decide(request, found, section, seals.accept, "Accepted.")


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, transition_id: int, section: str) -> HttpResponse:
    """Refuse what the page showed; its link has the stamp of that."""
    found, title = _for_incoming(request, transition_id), named(section)
    part = part_of(_page(request, found), section)
    is_accepted = part.standing == Standing.ACCEPTED
    if is_accepted and not part.may_take_back and request.method != "POST":
        messages.warning(request, seals.stays_accepted(found))
        return redirect(place(found, section))
    form = RefuseForm(
        found,
        section,
        posted(request),
        stamp=lambda: _page(request, found).part(section).stamp,
        initial={"stamp": request.GET.get("stamp", "")},
    )
    tried = attempt(request, form, "")
    if tried.is_kept:
        return redirect(place(found, section))
    more = {"form": form, "section": section, "section_title": title, "is_stale": tried.is_stale}
    more["is_accepted"] = is_accepted
    return show(request, found, "refuse", more, status=tried.status)


@require_safe
def changes(request: HttpRequest, transition_id: int, section: str) -> HttpResponse:
    """What changed in a section since it was accepted."""
    found = opened(request, transition_id)
    part = part_of(_page(request, found), section)
    note_section(request, found, section)
    lines = changed_since(part.seal, person(request)) if part.seal else []
    return show(request, found, "changes", {"part": part, "lines": lines})


def opened(request: HttpRequest, transition_id: int) -> Transition:
    """The transition, for who may still read its dossier; 404 for everybody else."""
    found = load(request, transition_id)
    if not is_open_to(person(request), found):
        raise Http404
    return found


def named(section: str) -> str:
    """What a section is called, or 404."""
    try:
        return title_of(section)
    except KeyError as unknown:
        raise Http404 from unknown


def note_section(request: HttpRequest, found: Transition, section: str) -> None:
    """Keep that the reader opens a section by itself, where it is confidential."""
    allowed = reach(person(request), found.account)
    sections, sight = [section], Sight.DOSSIER
    seen = seen_of(PROFILE, found.account, allowed, sections=sections, sight=sight)
    note(request, found.account, seen)


def about(request: HttpRequest, found: Transition) -> dict[str, Any]:
    """What the page of a dossier shows; who opens something confidential is noted."""
    user, today = person(request), timezone.localdate()
    page = dossier_page(found, user, today)
    note(
        request,
        found.account,
        seen_of(PROFILE, found.account, page.reach, sight=Sight.DOSSIER),
    )
    may_judge = can_judge(user, found.account) and found.is_active
    return {
        "dossier": page,
        "decided": of_transition(found, user),
        "account": found.account,
        "book": PROFILE,
        "may_change": can_change_account(user, found.account) and found.is_active,
        "may_judge": may_judge,
        "may_check": may_judge and page.reach.reads,
        "reader": user,
        "today": today,
    }


def _with_keys(request: HttpRequest, found: Transition) -> dict[str, Any]:
    context = about(request, found)
    reading = reads_on(found, site_day(timezone.now())) if found.has_moved else ""
    return context | {
        "keys": keys(found, context["dossier"], person(request)),
        "reading": reading,
    }


def part_of(page: DossierPage, section: str) -> Part:
    """A section by its name, or 404."""
    try:
        return page.part(section)
    except KeyError as unknown:
        raise Http404 from unknown


def place(found: Transition, section: str) -> str:
    return f"{reverse('dossier', args=[found.pk])}#of-{section}"


def show(
    request: HttpRequest, found: Transition, page: str, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page below the tabs of a transition."""
    today = timezone.localdate()
    above = {"header": header(found, person(request), today), "here_tab": "Dossier", "today": today}
    return render(request, f"transitions/dossier/{page}.html", above | more, status=status)


def _for_incoming(request: HttpRequest, transition_id: int) -> Transition:
    """The transition, for who takes over; 403 for everybody else who sees it."""
    found = opened(request, transition_id)
    if not permissions.may_answer_section(person(request), found):
        raise PermissionDenied(f"{found.incoming} accepts or refuses what the dossier says.")
    return found


def _decide(
    request: HttpRequest, found: Transition, section: str, operation: Any, said: str
) -> HttpResponse:
    """Confirm or accept what the page showed, and go back to it."""
    title = named(section)
    shown = Shown(section, request.POST.get("stamp", ""))
    try:
        operation(found.pk, shown, who(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{said} “{title}” counts as it is now.")
    return redirect(place(found, section))


def _page(request: HttpRequest, found: Transition) -> DossierPage:
    return dossier_page(found, person(request), timezone.localdate())
