"""F12 and the report: typesetting a transition, beside WeasyPrint with nothing set."""

from __future__ import annotations

import time

from django.utils import timezone

from config.lib import pdf
from tests.benchmarks.results import Row
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.reports.operations import document
from transitions.reports.queries.record import record_now

PAGES = 8


def rows(rounds: int) -> list[Row]:
    """The report of a completed transition, and the same document by the usual call."""
    floor = Row("F12 WeasyPrint, untagged, nothing set")
    report = Row("report, tagged", good=1.0, goal=0.85)
    own = Row("report, our own part", unit="%", good=10, goal=5)
    transition = Transition.objects.filter(state=State.COMPLETED).order_by("pk")[0]
    _make(transition.pk)
    for _ in range(rounds):
        html, sheet = _captured(transition.pk)
        floor.values.append(_plain(html, sheet))
        whole, typesetting, pages = _make(transition.pk)
        report.values.append(whole)
        own.values.append((whole - typesetting) / whole * 100)
        report.more = {"pages": pages}
    report.ratio, report.against = report.median / floor.median, "of F12"
    own.ratio, own.against = own.median, "of the report"
    return [floor, report, own]


def _make(transition_id: int) -> tuple[float, float, int]:
    """A whole report: milliseconds in all, those of them in WeasyPrint, and its pages."""
    spent: list[float] = []
    original = pdf.make

    def timed(html: str, stylesheet: str) -> pdf.Pdf:
        began = time.perf_counter()
        made = original(html, stylesheet)
        spent.append((time.perf_counter() - began) * 1000)
        return made

    pdf.make = timed
    try:
        now, began = timezone.now(), time.perf_counter()
        made = document.typeset(record_now(transition_id, now), version=1, created=now)
        whole = (time.perf_counter() - began) * 1000
    finally:
        pdf.make = original
    return whole, spent[0], made.pages


def _captured(transition_id: int) -> tuple[str, str]:
    """The HTML and the stylesheet that the product hands to WeasyPrint."""
    seen: list[tuple[str, str]] = []
    original = pdf.make

    def noted(html: str, stylesheet: str) -> pdf.Pdf:
        seen.append((html, stylesheet))
        return pdf.Pdf(b"", PAGES)

    pdf.make = noted
    try:
        now = timezone.now()
        document.typeset(record_now(transition_id, now), version=1, created=now)
    finally:
        pdf.make = original
    return seen[0]


def _plain(html: str, stylesheet: str) -> float:
    """F12: the usual call, which reads the stylesheet each time and writes no tags.

    Nothing is set, not even a `FontConfiguration`: the text stands in the system's sans, while the
    product loads Inter in three weights.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a second to import

    root = pdf._root()
    began = time.perf_counter()
    base = root.as_uri() + "/"
    HTML(string=html, base_url=base).write_pdf(stylesheets=[CSS(filename=str(root / stylesheet))])
    return (time.perf_counter() - began) * 1000
