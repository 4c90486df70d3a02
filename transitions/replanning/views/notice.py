"""A part of the page of a transition: what no longer fits, and the way to another plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.plans import permissions
from transitions.plans.views.answers import load, told
from transitions.replanning.queries.notice import notice as notice_of

NOTICE = "transitions/replanning/notice.html"


@told
@require_safe
def notice(request: HttpRequest, transition_id: int) -> HttpResponse:
    """What no longer fits, for those who may plan it anew with the way there; or nothing."""
    found = load(request, transition_id)
    shown = {
        "transition": found,
        "notice": notice_of(found, timezone.localdate()),
        "may_manage": permissions.may_manage(person(request), found),
    }
    return render(request, NOTICE, shown)
