from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from config.lib.htmx import page_or_part
from transitions.portfolio.filters import FullLogFilter
from transitions.portfolio.queries import full_log
from transitions.portfolio.views.guards import LOG_FOR_OVERSEERS, overseer

PAGE = "transitions/portfolio/full_log.html"


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    user, today = overseer(person(request), LOG_FOR_OVERSEERS), timezone.localdate()
    filters = FullLogFilter(request.GET, full_log.entries(user), people=full_log.people(user))
    page = full_log.page(filters.found, request.GET.get("page"), today)
    context = {"filter": filters, "page": page, "today": today}
    return page_or_part(request, PAGE, "found", context)
