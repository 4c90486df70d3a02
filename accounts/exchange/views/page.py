from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from accounts.exchange.choices import TOLD, ImportState
from accounts.exchange.filters import ProblemFilter
from accounts.exchange.models import Import
from accounts.exchange.operations import steering, working
from accounts.exchange.operations.receiving import Refused
from accounts.exchange.queries.progress import is_silent, progress
from accounts.exchange.views.guards import visible_import
from config.lib import kept_files
from config.lib.htmx import VARY, wants_part
from config.lib.queue import nudge

PAGE = "accounts/exchange/import.html"
PER_PAGE = 50
NOTHING_NEW = 204


@require_safe
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far an import is, what a check has found, and what to do next."""
    row = visible_import(request, import_id)
    if row.state == ImportState.COLUMNS:
        return redirect("import_columns", row.pk) if not wants_part(request) else _onwards(row)
    seen = f"{row.state}-{progress(row).done}"
    if wants_part(request) and request.GET.get("seen") == seen:
        return HttpResponse(status=NOTHING_NEW)
    return _show(request, row)


@require_POST
def import_start(request: HttpRequest, import_id: int) -> HttpResponse:
    row = visible_import(request, import_id)
    try:
        steering.start(row.pk, skips_wrong=request.POST.get("skip") == "yes", now=timezone.now())
    except Refused as why:
        return _show(request, row, refused=str(why), status=422)
    nudge(working.WORKING)
    return redirect(row)


@require_POST
def import_cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    row = steering.cancel(visible_import(request, import_id).pk, now=timezone.now())
    if row.state == ImportState.CANCELLED:
        messages.success(request, f"{row.file_name} is given up. Nothing of it was imported.")
    elif row.is_waiting:
        messages.success(request, "The worker stops at its next rows. Nothing will be imported.")
    return redirect(row)


@require_POST
def import_again(request: HttpRequest, import_id: int) -> HttpResponse:
    row = visible_import(request, import_id)
    try:
        steering.again(row.pk, now=timezone.now())
    except Refused as why:
        return _show(request, row, refused=str(why), status=422)
    nudge(working.WORKING)
    return redirect(row)


@require_safe
def import_wrong(request: HttpRequest, import_id: int) -> FileResponse:
    """The wrong rows as a file of the same form, with what is wrong."""
    row = visible_import(request, import_id)
    if not row.wrong_file:
        raise Http404
    name = PurePath(row.file_name)
    kind = "text/csv" if row.encoding else "application/octet-stream"
    told = f"{name.stem} – wrong rows{name.suffix}"
    return kept_files.download(row.wrong_file, name=told, media_type=kind)


def _onwards(row: Import) -> HttpResponse:
    """A page that waits for the check goes on to the columns, as something is to be asked."""
    answer = HttpResponse(status=NOTHING_NEW)
    answer["HX-Redirect"] = row.get_absolute_url()
    return answer


def _show(
    request: HttpRequest, row: Import, *, refused: str = "", status: int = 200
) -> HttpResponse:
    found = ProblemFilter(request.GET, row.problems.all())
    now, far = timezone.now(), progress(row)
    context = {
        "import": row,
        "far": far,
        "seen": f"{row.state}-{far.done}",
        "is_checked": row.state == ImportState.CHECKED,
        "is_done": row.state == ImportState.DONE,
        "is_failed": row.state == ImportState.FAILED,
        "is_silent": row.is_waiting and is_silent(row, now),
        "filter": found,
        "page": Paginator(found.found, PER_PAGE).get_page(request.GET.get("page")),
        "has_rows": row.state in TOLD and row.file_rows.exists(),
        "refused": refused,
        "good": row.rows - row.wrong,
    }
    part = "#found" if request.headers.get("HX-Target") == "found" else "#import"
    name = f"{PAGE}{part}" if wants_part(request) else PAGE
    response = render(request, name, context, status=status)
    patch_vary_headers(response, [*VARY, "HX-Target"])
    return response
