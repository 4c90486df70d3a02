"""The days on which items of a transition may be due."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.people import AbsenceFactory
from tests.factories.transitions import NOW, item_of
from tests.support.logs import since_the_start
from transitions.plans.models import Transition
from transitions.plans.operations import items, ownership
from transitions.plans.operations.items import (
    CannotChange,
    DoesNotFit,
    NewItem,
    Who,
)

pytestmark = pytest.mark.django_db


def test_an_item_moves_to_working_days_only(transition: Transition, who: Who) -> None:
    agenda = item_of(transition, "Agree the agenda")

    with pytest.raises(CannotChange, match="Tue 8 Dec is no working day"):
        items.move_date(transition.pk, agenda.pk, date(2026, 12, 8), who)

    assert since_the_start(transition) == []


@pytest.mark.parametrize(
    "day", [date.min, date(1989, 12, 31), date(2025, 11, 1), date(2101, 1, 3), date.max]
)
def test_an_item_is_due_around_its_transition(transition: Transition, who: Who, day: date) -> None:
    agenda = item_of(transition, "Agree the agenda")
    new = NewItem(agenda.phase_id, "Call", "", transition.incoming, day, True, False)
    sentence = "Choose a day between 2 November 2025 and 18 December 2027."

    with pytest.raises(CannotChange, match=sentence):
        items.move_date(transition.pk, agenda.pk, day, who)
    with pytest.raises(CannotChange, match=sentence):
        items.add(transition.pk, new, who)

    assert item_of(transition, "Agree the agenda").due_on == agenda.due_on


@pytest.mark.parametrize(
    ("title", "day", "sentence"),
    [
        ("Meet the client", date(2026, 11, 20), "Waits for an item due on Tue 24 Nov"),
        ("Agree the agenda", date(2026, 11, 26), "“Meet the client” waits for it and is due on"),
        ("Meet the client", date(2026, 11, 30), "Priya is away 30 Nov – 4 Dec"),
        ("Brief the team", date(2026, 12, 4), "Helena leaves on Tue 1 Dec"),
        ("Brief the team", date(2026, 12, 9), "Ownership moves on Mon 7 Dec, before this day"),
        ("Review what was learned", date(2026, 12, 1), "Mon 7 Dec, not before this day"),
        ("Review what was learned", date(2026, 12, 21), "Falls on Mon 21 Dec, after the last day"),
    ],
)
def test_a_day_that_does_not_fit_is_taken_only_by_who_knows(
    transition: Transition, who: Who, title: str, day: date, sentence: str
) -> None:
    AbsenceFactory.create(person=transition.incoming)
    transition.manager.last_day_on = date(2026, 12, 1)
    transition.manager.save()
    item = item_of(transition, title)

    with pytest.raises(DoesNotFit, match=sentence):
        items.move_date(transition.pk, item.pk, day, who)
    assert item_of(transition, title).due_on == item.due_on
    items.move_date(transition.pk, item.pk, day, who, anyway=True)

    assert item_of(transition, title).due_on == day
    assert len(since_the_start(transition)) == 1


def test_what_is_closed_holds_no_day_up(transition: Transition, who: Who) -> None:
    items.tick(transition.pk, item_of(transition, "Agree the agenda").pk, who)

    meeting = item_of(transition, "Meet the client")
    items.move_date(transition.pk, meeting.pk, date(2026, 11, 20), who)

    assert item_of(transition, "Meet the client").due_on == date(2026, 11, 20)


def test_after_ownership_has_moved_its_day_is_no_limit(transition: Transition, who: Who) -> None:
    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")
    brief = item_of(transition, "Brief the team")

    items.move_date(transition.pk, brief.pk, date(2026, 12, 9), who)

    assert item_of(transition, "Brief the team").due_on == date(2026, 12, 9)


def test_an_added_item_is_due_on_a_working_day(transition: Transition, who: Who) -> None:
    phase = item_of(transition, "Agree the agenda").phase
    new = NewItem(phase.pk, "Call", "", transition.incoming, date(2026, 12, 5), True, False)

    with pytest.raises(CannotChange, match="Sat 5 Dec is no working day"):
        items.add(transition.pk, new, who)
