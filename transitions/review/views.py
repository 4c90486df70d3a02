from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from config.lib.forms import posted
from transitions.plans.choices import TeamRole
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.queries.header import header
from transitions.plans.views.actions import manageable
from transitions.plans.views.answers import load, writable
from transitions.plans.views.writing import attempt
from transitions.review import permissions
from transitions.review.forms import OpinionForm, WordsForm
from transitions.review.operations import NOT_YET
from transitions.review.queries import review_page


@require_safe
def review(request: HttpRequest, transition_id: int) -> HttpResponse:
    found, user = load(request, transition_id), person(request)
    return _show(request, found, "review", {"review": review_page(found, user)})


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, transition_id: int, role: TeamRole) -> HttpResponse:
    """What the holder of a role says of the handover."""
    found, user = writable(request, transition_id), person(request)
    voice = found.holder(role)
    why = "" if permissions.is_open(found) else NOT_YET
    if not why and not permissions.may_write(user, found, voice):
        why = f"This is for {voice} to write."
    if why and request.method != "POST":
        return _led_back(request, found, why)
    form = OpinionForm(found, role, posted(request))
    more = {"voice": voice, "is_own": voice.pk == user.pk}
    return _write(request, form, "opinion", why, more)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, transition_id: int) -> HttpResponse:
    """The manager's part: scores, findings, recommendations, lessons."""
    found = manageable(request, transition_id)
    why = "" if permissions.is_open(found) else NOT_YET
    if why and request.method != "POST":
        return _led_back(request, found, why)
    return _write(request, WordsForm(found, posted(request)), "words", why, {})


def _write(
    request: HttpRequest,
    form: WrittenForm,
    page: str,
    why: str,
    more: dict[str, object],
) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong or was changed meanwhile."""
    tried = attempt(request, form, why)
    if tried.is_kept:
        return redirect("review", form.found.pk)
    shown = {"form": form, "is_stale": tried.is_stale, "is_refused": bool(why), **more}
    return _show(request, form.found, page, shown, status=tried.status)


def _show(
    request: HttpRequest,
    found: Transition,
    page: str,
    more: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    above = {"header": header(found, person(request), today), "here_tab": "Review", "today": today}
    return render(request, f"transitions/review/{page}.html", above | more, status=status)


def _led_back(request: HttpRequest, found: Transition, why: str) -> HttpResponse:
    messages.warning(request, why)
    return redirect("review", found.pk)
