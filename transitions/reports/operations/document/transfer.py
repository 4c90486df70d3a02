"""The PDF of a knowledge transfer document."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from django.template.loader import render_to_string

from config.lib import pdf
from transitions.reports.choices import Edition
from transitions.reports.operations.document.context import in_rows, size_of
from transitions.reports.queries.record.story import moment
from transitions.reports.queries.transfer import Transfer

STYLESHEET = "css/transfer-pdf.css"


def typeset(transfer: Transfer, edition: Edition, *, told_at: datetime) -> pdf.Pdf:
    """Set it as a tagged PDF; each page of what is not for everybody says so."""
    cover, sections = transfer.cover, transfer.sections
    context = {
        "cover": cover,
        "sections": sections,
        "contents": in_rows(
            [(number, one) for number, one in enumerate(sections, start=1)], ceil(len(sections) / 2)
        ),
        "cover_rows": in_rows(cover.facts, 2),
        "size": size_of(cover.account),
        "is_confidential": cover.is_confidential or edition == Edition.FULL,
        "told_at": moment(told_at),
    }
    return pdf.make(render_to_string("pdf/transfer.html", context), STYLESHEET)
