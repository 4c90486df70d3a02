"""The PDF of a record."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string

from config.lib import pdf
from transitions.reports.operations.document.context import context_of
from transitions.reports.queries.record import Record

__all__ = ["typeset"]

STYLESHEET = "css/report-pdf.css"


def typeset(record: Record, *, version: int, created: datetime) -> pdf.Pdf:
    """Set a record as a tagged PDF."""
    html = render_to_string("pdf/report.html", context_of(record, version, created))
    return pdf.make(html, STYLESHEET)
