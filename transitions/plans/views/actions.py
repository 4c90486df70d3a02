from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.people.views.guards import person
from checklists.library.choices import Gate
from config.lib.forms import posted
from transitions.plans import permissions
from transitions.plans.choices import State
from transitions.plans.forms import overriding
from transitions.plans.forms.actions import (
    ActionForm,
    CancelForm,
    HoldForm,
    OwnershipForm,
    ResumeForm,
    StartForm,
)
from transitions.plans.forms.details import CompleteForm, EditForm
from transitions.plans.forms.written import WrittenForm
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import standing
from transitions.plans.queries.gate import panel, still_open
from transitions.plans.queries.header import header
from transitions.plans.queries.moved import has_moved, reads_on
from transitions.plans.rules import not_now
from transitions.plans.views.answers import MANAGES_NOT, load, who
from transitions.plans.views.writing import attempt, refuse

ACT = "transitions/plans/act.html"


@dataclass(frozen=True, slots=True)
class Action:
    """One change of state: its form, and the words of its page."""

    form: type[ActionForm]
    title: str
    text: str
    submit: str
    is_grave: bool = False


ACTIONS = {
    "start": Action(
        StartForm,
        "Start this transition",
        "The checklist is made from the plan below and everybody gets their items. "
        "Nothing goes to the client yet.",
        "Start the transition",
    ),
    "hold": Action(
        HoldForm,
        "Put this transition on hold",
        "Items stay as they are and nobody is reminded until it is resumed. The dates do not move.",
        "Put on hold",
    ),
    "resume": Action(
        ResumeForm,
        "Resume this transition",
        "Items can be ticked again and reminders go out. What was due meanwhile is overdue.",
        "Resume",
    ),
    "cancel": Action(
        CancelForm,
        "Cancel this transition",
        "The account stays with its owner. Everything stays readable, nothing can be changed.",
        "Cancel the transition",
        is_grave=True,
    ),
    "ownership": Action(
        OwnershipForm,
        "Move ownership",
        "The account changes hands at once, and the log says who moved it.",
        "Move ownership now",
    ),
}


def manageable(request: HttpRequest, transition_id: int) -> Transition:
    """A transition the person manages; 404 for strangers, 403 for everybody else."""
    found = load(request, transition_id)
    if not permissions.may_manage(person(request), found):
        raise PermissionDenied(MANAGES_NOT)
    return found


def led_back(request: HttpRequest, found: Transition, why: str) -> HttpResponse:
    """To the transition as it is now, where it says why this cannot be done there."""
    messages.warning(request, why)
    return redirect(found)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, transition_id: int, action: str) -> HttpResponse:
    """Start, hold, resume, cancel, move ownership: a page that asks, then one operation."""
    found = manageable(request, transition_id)
    why = not_now(action, State(found.state))
    if why and request.method == "GET":
        return led_back(request, found, why)
    asked = ACTIONS[action]
    today = timezone.localdate()
    form = asked.form(found, posted(request), today=today, by=person(request))
    if why:
        refuse(form, why)
    elif request.method == "POST" and form.is_valid():
        try:
            said = form.act(who(request))
        except Refused as refusal:
            overriding.refuse(form, refusal, getattr(form, "panel", None))
        else:
            messages.success(request, said)
            return redirect(found)
    moves = action == "ownership" and not why
    shown = {
        "header": header(found, person(request), today),
        "action": asked,
        "form": form,
        "is_refused": bool(why or form.must_wait),
        "panel": getattr(form, "panel", None),
        "moved": has_moved(found, today) if moves else "",
        "reads_on": reads_on(found, today) if moves else "",
        "obstacle": standing.obstacle(found) if moves else None,
    }
    return render(request, ACT, shown, status=409 if why else 422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = manageable(request, transition_id)
    why = not_now("edit", State(found.state))
    if why and request.method == "GET":
        return led_back(request, found, why)
    form = EditForm(found, posted(request))
    return _write(request, form, "transitions/plans/edit.html", why, {})


@require_http_methods(["GET", "POST"])
def complete(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = manageable(request, transition_id)
    why = not_now("complete", State(found.state))
    if why and request.method == "GET":
        return led_back(request, found, why)
    is_complete, today = found.state == State.COMPLETED, timezone.localdate()
    is_closed = bool(is_complete or why)
    gate = None if is_closed else panel(found, Gate.COMPLETION, today)
    form = CompleteForm(found, posted(request), panel=gate)
    more = {
        "obstacles": [] if is_closed else lifecycle.obstacles_to_completion(found),
        "is_complete": is_complete,
        "panel": gate,
        "optional": () if is_closed else still_open(found, today, is_required=False),
    }
    return _write(request, form, "transitions/plans/complete.html", why, more)


def _write(
    request: HttpRequest,
    form: WrittenForm,
    template: str,
    why: str,
    more: dict[str, Any],
) -> HttpResponse:
    """Save the words, or show the form again with what is wrong or was changed meanwhile."""
    tried = attempt(request, form, why)
    if tried.is_kept:
        return redirect(form.found)
    shown = {
        "header": header(form.found, person(request), timezone.localdate()),
        "form": form,
        "is_stale": tried.is_stale,
        "is_refused": bool(why),
        **more,
    }
    return render(request, template, shown, status=tried.status)
