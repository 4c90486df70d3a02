"""A report is written as the person wants who asked for it; what it tells stays the same."""

from __future__ import annotations

from datetime import datetime

import pytest

from accounts.people.choices import Locale
from accounts.people.models import User
from config.lib import places, words
from config.lib.pdf import Pdf
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports import operations
from transitions.reports.operations import making
from transitions.reports.operations.document.context import context_of
from transitions.reports.queries.record import Record, fingerprint, record_now


def cover(record: Record) -> dict[str, str]:
    rows = context_of(record, 1, MADE_AT)["cover_rows"]
    return {label: value.replace("\u00a0", " ") for row in rows for label, value in row}


def test_a_report_is_written_for_who_asked_for_it(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=lead.pk).update(locale=Locale.DE)
    lead.refresh_from_db()
    covers: list[dict[str, str]] = []

    def typeset(record: Record, *, version: int, created: datetime) -> Pdf:
        covers.append(cover(record))
        return Pdf(b"%PDF-1.7 made", 3)

    monkeypatch.setattr(making, "typeset", typeset)
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make(wanted.pk, clock=lambda: MADE_AT)

    assert covers[0]["Revenue"] == "3.200.000 € a year"
    assert covers[0]["Created"] == "29. Dezember 2026, 09:05"
    assert cover(record_now(completed.pk, MADE_AT))["Revenue"] == "€3,200,000 a year"


def test_the_same_record_has_the_same_fingerprint_for_every_reader(completed: Transition) -> None:
    british = fingerprint(record_now(completed.pk, MADE_AT))

    with places.written_for("de"):
        german = fingerprint(record_now(completed.pk, MADE_AT))
        assert words.day(MADE_AT.date()) == "Di. 29. Dez."

    assert german == british
