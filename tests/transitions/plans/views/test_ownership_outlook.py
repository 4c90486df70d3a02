"""When ownership is expected to move, and how that was worked out."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.factories.transitions import NOW, OWNS_ON, TODAY, item_of
from transitions.plans.models import Transition
from transitions.plans.queries.header import load
from transitions.plans.queries.ownership_outlook import OwnershipOutlook
from transitions.plans.queries.timeline_page import timeline_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def expected(running: Transition, by: User, today: date = TODAY) -> OwnershipOutlook | None:
    found = load(by, running.pk)
    calendar = found.calendar.work_calendar()
    return timeline_page(found, by, calendar, today=today, now=NOW).ownership


def as_planned() -> None:
    """Everything that was due is done, so that the pace is that of the plan."""
    Item.objects.filter(due_on__lt=TODAY).update(state=ItemState.DONE, closed_at=NOW)


def test_it_comes_with_the_last_item_that_it_requires(running: Transition, lead: User) -> None:
    as_planned()
    late = date(2026, 12, 10)
    Item.objects.filter(title="Meet the client").update(due_on=late)

    found = expected(running, lead)

    assert found and (found.on, found.days_late, found.is_late) == (late, 2, True)
    assert found.sentence == ("Ownership is expected on Thu 10 Dec, 2 working days after the plan.")
    assert found.steps[0].endswith("3.2 Meet the client, is expected on Thu 10 Dec.")
    assert found.steps[1] == "The plan moves ownership on Mon 7 Dec."


def test_what_it_does_not_require_does_not_delay_it(running: Transition, lead: User) -> None:
    as_planned()
    Item.objects.filter(title="Meet the client").update(due_on=date(2026, 12, 10), is_gate=False)

    found = expected(running, lead)

    assert found and (found.on, found.is_late) == (OWNS_ON, False)
    assert found.sentence == "Ownership is expected on the planned day, Mon 7 Dec."


def test_once_its_day_went_by_it_is_expected_today(running: Transition, lead: User) -> None:
    Item.objects.filter(is_gate=True).update(state=ItemState.DONE, closed_at=NOW)

    found = expected(running, lead, today=date(2026, 12, 12))

    assert found and (found.on, found.days_late) == (date(2026, 12, 14), 4)
    assert found.steps[0] == "Every item that ownership requires is closed."


def test_one_open_item_is_named(running: Transition, lead: User) -> None:
    meeting = item_of(running, "Meet the client")
    gate = Item.objects.filter(is_gate=True).exclude(pk=meeting.pk)
    gate.update(state=ItemState.DONE, closed_at=NOW)

    found = expected(running, lead)

    assert found and found.steps[0].startswith(
        "Ownership requires one open item, 3.2 Meet the client, expected on "
    )


def test_once_it_has_moved_it_is_expected_no_more(running: Transition, lead: User) -> None:
    Transition.objects.filter(pk=running.pk).update(ownership_moved_at=NOW)

    assert expected(running, lead) is None
