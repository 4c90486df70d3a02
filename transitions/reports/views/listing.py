from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.plans.views.answers import is_part
from transitions.reports.filters import ReportFilter
from transitions.reports.queries import listing

LIST = "transitions/reports/list.html"


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All finished reports that the reader may see."""
    visible = listing.ready(person(request))
    filters = ReportFilter(request.GET, visible)
    page = listing.page(filters.found, request.GET.get("page"))
    context = {
        "filter": filters,
        "page": page,
        "today": timezone.localdate(),
        "has_any": bool(page.object_list) or visible.exists(),
    }
    response = render(request, f"{LIST}#found" if is_part(request) else LIST, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
