"""Which rows of a file are new, changed or unchanged, and from what to what: a page and a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.exchange.choices import ImportState, Kind
from accounts.exchange.filters import ROW_COLUMNS, FileRowFilter
from accounts.exchange.queries import file_rows
from accounts.exchange.queries.kinds import KINDS
from accounts.exchange.views.guards import visible_import
from accounts.people.views.guards import person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of

PER_PAGE = 50


@require_safe
def import_rows(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the import would do with each row, and once it is over, what it did."""
    row, user = visible_import(request, import_id), person(request)
    visible = file_rows.visible(row, user)
    found = FileRowFilter(request.GET, visible, user)
    page = Paginator(file_rows.named(found.found, row), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "import": row,
        "is_done": row.state == ImportState.DONE,
        "is_of_people": row.kind == Kind.PEOPLE,
        "is_of_accounts": row.kind == Kind.ACCOUNTS,
        "section": KINDS[Kind(row.kind)].section,
        "filter": found,
        "page": page,
        "has_any": bool(page.object_list) or visible.exists(),
        "hidden": file_rows.hidden(row, visible, user),
        "export": reverse("import_rows", args=[row.pk]) + "export/",
    }
    return page_or_part(request, "accounts/exchange/import_rows.html", "found", context)


@require_safe
def import_rows_export(request: HttpRequest, import_id: int, kind: str) -> HttpResponseBase:
    """The rows that are asked for, as a file."""
    row, user = visible_import(request, import_id), person(request)
    found = FileRowFilter(request.GET, file_rows.visible(row, user), user)
    listing = Listing(f"import-{row.pk}", "Rows", ROW_COLUMNS, "Row")
    rows = file_rows.named(found.found, row)
    wanted = sheet_of(listing, rows, found, by=user.full_name, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())
