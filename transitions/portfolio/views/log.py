from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from config.lib.lists.order import said
from transitions.plans.filters.log_columns import LOG_COLUMNS, NAMED
from transitions.portfolio.filters import FullLogFilter
from transitions.portfolio.queries import full_log
from transitions.portfolio.views.guards import overseer

PAGE = "transitions/portfolio/full_log.html"


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    by, today = reader(request), timezone.localdate()
    filters = asked(request, by)
    found, start = filters.found, full_log.moment(by, request.GET.get("before"))
    if start:
        on = full_log.newer if filters.is_oldest_first else full_log.older
        found = on(found, than=start)
    further = "Newer" if filters.is_oldest_first else "Older"
    page = full_log.page(found, request.GET.get("page"), today, further=further)
    context = {"filter": filters, "page": page, "today": today, "before": start and start[0]}
    return page_or_part(request, PAGE, "found", context)


@require_safe
def log_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    reading = reader(request)
    filters, by = asked(request, reading), reading.user.full_name
    rows = filters.found.select_related(*NAMED)
    file = Listing("log", "Log", LOG_COLUMNS, said(filters.answers, "Happened at"))
    wanted = sheet_of(file, rows, filters, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


def reader(request: HttpRequest) -> full_log.Reader:
    return full_log.reader(overseer(person(request)))


def asked(request: HttpRequest, by: full_log.Reader) -> FullLogFilter:
    """Of the entries of visible transitions those that the address asks for."""
    return FullLogFilter(request.GET, full_log.entries(by), people=full_log.people(by))
