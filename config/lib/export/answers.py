"""The answer to somebody who wants a list as a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context, copy_context
from datetime import date

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render

from config.lib.export import comma, limits
from config.lib.export.sheet import Sheet

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(request: HttpRequest, kind: str, sheet: Sheet, today: date) -> HttpResponseBase:
    """A list as a file, “csv” or “xlsx”; there is no other kind.

    CSV goes out while it is read. A workbook is written to disk first and sent from there. A list
    that is too long, or filtered by what does not exist, is answered with a sentence; its page
    says so before somebody asks. The page of a list that nobody has counted says how long a file
    may be.
    """
    if kind not in limits.LIMITS:
        raise Http404("There is no such kind of file.")
    if why_not := sheet.why_not(kind):
        return _refused(request, kind, why_not)
    name = sheet.file_name(kind, today)
    if kind == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        parts = _within(copy_context(), comma.parts(sheet))
        found: HttpResponseBase = StreamingHttpResponse(
            parts, content_type="text/csv; charset=utf-8", headers=headers
        )
    else:
        from config.lib.export import workbook  # noqa: PLC0415 - 8 MB that few requests need

        found = FileResponse(
            workbook.write(sheet), as_attachment=True, filename=name, content_type=WORKBOOK
        )
    found["Cache-Control"] = "private, no-store"
    return found


def _refused(request: HttpRequest, kind: str, why_not: str) -> HttpResponseBase:
    """The reason on a page, with the way back to the list, filtered as it was."""
    back = request.get_full_path().replace(f"export/{kind}/", "", 1)
    return render(request, "422.html", {"sentence": why_not, "back": back}, status=422)


def _within(setting: Context, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Each part in the time zone and language of who asked, though the view has long returned."""
    while (part := setting.run(next, parts, None)) is not None:
        yield part
