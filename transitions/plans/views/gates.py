from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.plans.queries.gate import overrides, panels
from transitions.plans.queries.header import header
from transitions.plans.views.answers import load


@require_safe
def gates(request: HttpRequest, transition_id: int) -> HttpResponse:
    """What both gates of a transition ask for, and who let it pass one although."""
    found, today = load(request, transition_id), timezone.localdate()
    above = header(found, person(request), today)
    shown = {
        "header": above,
        "panels": panels(found, today, manages=above.may_manage),
        "overrides": overrides(found),
    }
    return render(request, "transitions/plans/gates.html", shown)
