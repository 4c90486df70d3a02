from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.plans.queries.header import header
from transitions.plans.queries.timeline_page import timeline_page
from transitions.plans.views.answers import load


@require_safe
def timeline(request: HttpRequest, transition_id: int) -> HttpResponse:
    found, user = load(request, transition_id), person(request)
    if found.checklist is None:
        raise Http404("A draft has no timeline yet.")
    today, now = timezone.localdate(), timezone.now()
    calendar = found.calendar.work_calendar()
    shown = {
        "header": header(found, user, today),
        "here_tab": "Timeline",
        "timeline": timeline_page(found, user, calendar, today=today, now=now),
    }
    return render(request, "transitions/plans/timeline.html", shown)
