from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from accounts.people.models import User
from accounts.people.views.guards import person
from config.lib.queue import nudge
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.views.answers import is_part, load, told
from transitions.reports import operations
from transitions.reports.queries import page as pages

PAGE = "transitions/reports/report.html"
NOTHING_NEW = 204


@require_http_methods(["GET", "HEAD", "POST"])
@told
def report(request: HttpRequest, transition_id: int) -> HttpResponse:
    """The report of a transition: what it tells, its versions, and the button that makes it."""
    user, found = person(request), load(request, transition_id)
    if request.method == "POST":
        return _make(request, user, found)
    if _knows_already(request, found):
        return HttpResponse(status=NOTHING_NEW)
    return _show(request, user, found)


def _make(request: HttpRequest, user: User, found: Transition) -> HttpResponse:
    if user.reads_only:
        raise PermissionDenied("You read this transition. Somebody of its team makes the report.")
    try:
        operations.want(found.pk, by=user, now=timezone.now())
    except Refused as error:
        return _show(request, user, found, refusal=str(error), status=422)
    nudge(operations.MAKING)
    return _show(request, user, found) if is_part(request) else redirect("report", found.pk)


def _knows_already(request: HttpRequest, found: Transition) -> bool:
    """Whether a page that asks again shows the newest state already."""
    known = request.GET.get("seen")
    if not known or not is_part(request):
        return False
    newest = pages.newest(found)
    late = pages.waits_long(newest, timezone.now())
    return known == pages.seen(newest, waits_long=late)


def _show(
    request: HttpRequest, user: User, found: Transition, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "page": pages.report_page(found, user, timezone.now()),
        "refusal": refusal,
        "here_tab": "Report",
        "today": timezone.localdate(),
    }
    part = is_part(request)
    if not part:
        context["header"] = header(found, user, timezone.localdate())
    response = render(request, f"{PAGE}#report" if part else PAGE, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
