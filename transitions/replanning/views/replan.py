"""Re-planning: what would change, item by item, and then the change itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.people.operations.absences import AwayAlready
from accounts.people.views.guards import person
from config.lib.htmx import page_or_part
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.rules import not_now
from transitions.plans.views.actions import led_back, manageable
from transitions.plans.views.answers import load, told
from transitions.plans.views.writing import refuse
from transitions.replanning.forms.replan import ReplanForm, first_answers, repaired
from transitions.replanning.operations import replanning
from transitions.replanning.queries import news, page
from transitions.replanning.queries.missing import missing
from transitions.replanning.queries.proposal import Proposal
from transitions.replanning.queries.running import Running, running_of
from transitions.replanning.queries.standstill import Standstill, standstill
from transitions.replanning.queries.touched import touched

PAGE = "transitions/replanning/replan.html"
MADE = "transitions/replanning/made.html"
NAMED = 3
"""How many items that do not fit are named once a plan is made; the log has all."""


@told
@require_http_methods(["GET", "POST"])
def replan(request: HttpRequest, transition_id: int) -> HttpResponse:
    """A preview of every item, old and new; `accept` makes it so."""
    found = manageable(request, transition_id)
    why = not_now("replan", State(found.state))
    if why and request.method == "GET":
        return led_back(request, found, why)
    running, today = running_of(found), timezone.localdate()
    still = standstill(found, running.calendar, today)
    if request.method != "POST":
        shift = still if request.GET.get("shift") == "hold" else None
        return _show(request, _form(request, first_answers(running, shift), running), still)
    form = _form(request, repaired(request.POST), running)
    if why:
        refuse(form, why)
        return _show(request, form, still, status=409, refusal=why)
    if "accept" not in request.POST or "repair" in request.POST:
        return _show(request, form, still, **_news(request, running, today))
    if not form.is_right:
        return _show(request, form, still, status=422)
    return _accept(request, form, still)


def _news(request: HttpRequest, running: Running, today: date) -> dict[str, Any]:
    """What has changed since somebody was shown the plan that they go on with, if anything."""
    seen = request.POST.get("seen", "")
    if not seen or seen == running.stamp(today):
        return {}
    return {"stale": replanning.STALE, "entries": news.since(running.transition, seen)}


def _accept(request: HttpRequest, form: ReplanForm, still: Standstill | None) -> HttpResponse:
    """Make the shown plan true, or show what has changed meanwhile, with all that was typed."""
    found, user, now = form.running.transition, person(request), timezone.now()
    assert form.proposal is not None  # noqa: S101 - the form is right
    seen = request.POST.get("seen", "")
    try:
        proposal = replanning.replan(
            found.pk, form.proposal.answers, seen=seen, by=user, now=now, today=form.today
        )
    except replanning.Stale as refusal:
        return _stale(request, seen, str(refusal))
    except (Refused, AwayAlready) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, form, still, status=422)
    messages.success(request, _said(found, proposal))
    return redirect(found)


def _said(found: Transition, proposal: Proposal) -> str:
    if not proposal.changes:
        return "Nothing changes. The plan stays."
    left = [line.item for line in proposal.unfit]
    shown = {
        "transition": found,
        "summary": proposal.summary,
        "left": left[:NAMED],
        "more": len(left[NAMED:]),
    }
    return render_to_string(MADE, shown)  # safe, as it is: it has links


def _stale(request: HttpRequest, seen: str, why: str) -> HttpResponse:
    """The plan anew from what there is now; one that was accepted twice is there already."""
    found = load(request, manageable(request, _id(request)).pk)
    running, today = running_of(found), timezone.localdate()
    form = _form(request, repaired(request.POST), running)
    entries = news.since(found, seen)
    is_made = form.is_right and form.proposal is not None and not form.proposal.changes
    if is_made and news.has_replanned(entries, person(request)):
        return redirect(found)
    still = standstill(found, running.calendar, today)
    return _show(request, form, still, status=409, stale=why, entries=entries)


def _id(request: HttpRequest) -> int:
    assert request.resolver_match is not None  # noqa: S101 - a view is called by its address
    return int(request.resolver_match.kwargs["transition_id"])


def _form(request: HttpRequest, data: QueryDict, running: Running) -> ReplanForm:
    form = ReplanForm(data, running, user=person(request), today=timezone.localdate())
    form.is_valid()
    return form


def _show(
    request: HttpRequest,
    form: ReplanForm,
    still: Standstill | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    running, proposal = form.running, form.proposal
    found: Transition = running.transition
    shown: dict[str, Any] = {
        "form": form,
        "transition": found,
        "today": form.today,
        "still": still,
        "seen": running.stamp(form.today),
        "proposal": proposal,
        "was_sent": status == 422,
        "asked": set(request.POST),
        **more,
    }
    if proposal is not None:
        shown |= {
            "tables": page.phase_tables(proposal),
            "stages": page.stage_changes(proposal),
            "doubts": page.doubts(running, proposal, form.fix_errors),
            "for_all": page.options_for_all(running, proposal),
            "missing": missing(running, proposal.answers),
            "chosen_for_all": form.data.get("fix-all", ""),
            "reason_for_all": form.data.get("reason-all", ""),
            "touched": touched(person(request), proposal.answers.away, besides=found),
        }
    if "HX-Request" not in request.headers:
        shown["header"] = header(found, person(request), form.today)
    return page_or_part(request, PAGE, "answer", shown, status=status)
