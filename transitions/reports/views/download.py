from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.reports.models import Report
from transitions.reports.queries.listing import ready


@require_safe
def report_download(request: HttpRequest, report_id: int) -> FileResponse:
    """The PDF, as a file to keep; only for those who see the transition."""
    report = get_object_or_404(ready(person(request)), pk=report_id)
    try:
        file = report.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file of this report is gone. Make the report again.") from error
    response = FileResponse(
        file, as_attachment=True, filename=file_name(report), content_type="application/pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(report: Report) -> str:
    """Such as “Brightwater-Foods-transition-report-v1.pdf”."""
    account = re.sub(r"\W+", "-", report.transition.account.name).strip("-")[:80]
    return f"{account or 'account'}-transition-report-v{report.version}.pdf"
