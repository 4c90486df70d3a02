from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.exchange.filters import ImportFilter
from accounts.exchange.models import Import
from accounts.exchange.views.guards import reader
from config.lib.htmx import page_or_part

PER_PAGE = 50


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """All files that somebody has brought in, or means to."""
    visible = Import.objects.visible_to(reader(request)).select_related("by")
    filters = ImportFilter(request.GET, visible)
    page = Paginator(filters.found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": filters,
        "page": page,
        "has_any": bool(page.object_list) or visible.exists(),
    }
    return page_or_part(request, "accounts/exchange/imports.html", "found", context)
