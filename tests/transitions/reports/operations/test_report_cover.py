"""The cover of a report: who, what, when, and how it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.support.reports import pages, printed
from transitions.plans.models import Transition


def test_the_cover_tells_who_what_and_when(completed: Transition) -> None:
    cover = pages(printed(completed))[0]

    assert "Norvane Systems" in cover
    assert "Transition report Brightwater Foods" in cover
    assert (
        "Tomas Eriksen Handed over 7 December 2026 Ownership moved Priya Raman Took over" in cover
    )
    assert "Completed, 2 working days late" in cover
    assert f"{completed.reference}, version 3" in cover
    assert "29 December 2026, 09:05" in cover
    assert "CONFIDENTIAL" not in cover


def test_the_cover_says_what_stayed_open_although_it_is_complete(completed: Transition) -> None:
    last = Item.objects.filter(checklist__transition=completed).latest("number")
    Item.objects.filter(pk=last.pk).update(state=ItemState.OPEN, closed_at=None, closed_by=None)

    cover = pages(printed(completed))[0]

    assert "Completed, 2 working days late, 1 item still open" in cover


@pytest.mark.parametrize(
    ("completed_on", "period"),
    [
        (date(2026, 12, 18), "2 Nov – 18 Dec 2026"),
        (date(2026, 12, 22), "2 Nov – 22 Dec 2026, planned until 18 Dec 2026"),
        (date(2026, 11, 27), "2 – 27 Nov 2026, planned until 18 Dec 2026"),
        (date(2026, 10, 31), "31 Oct 2026, planned 2 Nov – 18 Dec 2026"),
    ],
)
def test_the_period_of_what_is_complete_ends_on_the_day_it_was_completed(
    completed: Transition, completed_on: date, period: str
) -> None:
    completed.completed_at = datetime.combine(completed_on, time(12, 0), UTC)
    completed.save()

    cover = pages(printed(completed))[0]

    assert f"Period {period} Status" in cover


@pytest.mark.parametrize("name", ["Dvořák & Kříž", "A" * 200, "<b>Bold</b> & Sons"])
def test_names_of_any_kind_are_printed_as_they_are(completed: Transition, name: str) -> None:
    completed.account.name = name
    completed.account.save()

    text = pages(printed(completed))[0].replace(" ", "")

    assert name.replace(" ", "") in text
