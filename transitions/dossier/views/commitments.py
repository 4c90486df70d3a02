"""The commitments of all accounts that somebody reads, as a page and as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from transitions.dossier.filters.commitments import COLUMNS, CommitmentFilter
from transitions.dossier.queries import register

LIST = "transitions/dossier/commitments.html"
PER_PAGE = 50


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    rows = asked.found
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": asked,
        "page": page,
        "rows": register.listed(page.object_list, asked.reader),
        "promised": register.promised(rows),
        "today": asked.today,
    }
    return page_or_part(request, LIST, "found", context)


@require_safe
def commitments_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    asked, by = _asked(request), person(request).full_name
    listing = Listing("commitments", "Commitments", COLUMNS, asked.order)
    wanted = sheet_of(listing, asked.found, asked, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())


def _asked(request: HttpRequest) -> CommitmentFilter:
    """Of the commitments that the reader reads those that the address asks for."""
    user, today = person(request), timezone.localdate()
    return CommitmentFilter(request.GET, register.register(user), reader=user, today=today)
