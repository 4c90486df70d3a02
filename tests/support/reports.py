"""The PDF of a report, made for a test and read back."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader

from config.lib.pdf import Pdf
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports.operations.document import typeset
from transitions.reports.queries.record import record_now


def printed(transition: Transition) -> Pdf:
    return typeset(record_now(transition.pk, MADE_AT), version=3, created=MADE_AT)


def pages(document: Pdf) -> list[str]:
    """The text of each page, with every gap as one space."""
    reader = PdfReader(BytesIO(document.content))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
