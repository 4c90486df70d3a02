from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.exchange.choices import Kind, Source
from accounts.exchange.forms.columns import ColumnsForm
from accounts.exchange.forms.sending import SendForm
from accounts.exchange.operations import receiving, working
from accounts.exchange.operations.receiving import Refused
from accounts.exchange.views.guards import importer, visible_import
from config.lib.forms import posted
from config.lib.queue import nudge


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Takes a file; what its columns mean is the next page."""
    user = importer(request)
    form = SendForm(posted(request), request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        kind, file = Kind(form.cleaned_data["kind"]), form.cleaned_data["file"]
        try:
            row = receiving.receive(file, kind, by=user, now=timezone.now())
        except Refused as why:
            form.add_error("file", str(why))
        else:
            return redirect("import_columns", row.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/exchange/import_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the columns mean; then the worker checks the file."""
    row = visible_import(request, import_id)
    if row.is_waiting or row.is_over or not row.file:
        return redirect(row)
    form = ColumnsForm(posted(request), of=row)
    if request.method == "POST" and form.is_valid():
        source = Source(form.cleaned_data["source"])
        try:
            receiving.choose(
                row.pk,
                source=source,
                columns=form.columns,
                readings=form.readings,
                now=timezone.now(),
            )
        except Refused as why:
            form.add_error(None, str(why))
        else:
            nudge(working.WORKING)
            return redirect(row)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "import": row}
    return render(request, "accounts/exchange/import_columns.html", context, status=status)
