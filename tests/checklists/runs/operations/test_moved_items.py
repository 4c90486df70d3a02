"""Items on other days than planned."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import User
from checklists.runs.models import Item, Phase
from checklists.runs.operations import items, totals
from checklists.runs.operations.items import CannotChange
from tests.factories.transitions import NOW, checklist_of, item_of
from transitions.plans.models import Transition
from transitions.plans.rules import planned_days

pytestmark = pytest.mark.django_db


def test_a_moved_item_stretches_its_phase_and_is_pinned(transition: Transition) -> None:
    agenda = item_of(transition, "Agree the agenda")

    items.move(items.lock(agenda.pk), date(2027, 1, 11))

    agenda.refresh_from_db()
    assert (agenda.due_on, agenda.is_pinned) == (date(2027, 1, 11), True)
    assert agenda.phase.ends_on == date(2027, 1, 11)
    assert checklist_of(transition).stages[2]["ends_on"] == "2027-01-11"


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2027, 1, 11)])
def test_an_item_moved_there_and_back_changes_no_plan(transition: Transition, day: date) -> None:
    phases = Phase.objects.filter(checklist=transition.checklist_id)
    before = list(phases.values()), checklist_of(transition).stages

    for item in Item.objects.filter(checklist=transition.checklist_id):
        items.move(items.lock(item.pk), day)
        items.move(items.lock(item.pk), item.planned_on)

    assert (list(phases.values()), checklist_of(transition).stages) == before


def test_a_moved_item_leaves_the_first_plan_as_it_was(transition: Transition) -> None:
    agenda = item_of(transition, "Agree the agenda")
    planned = agenda.phase.plan

    items.move(items.lock(agenda.pk), date(2026, 11, 2))
    early = item_of(transition, "Agree the agenda").phase
    items.move(items.lock(agenda.pk), date(2027, 1, 11))
    late = item_of(transition, "Agree the agenda").phase

    assert (early.starts_on, late.ends_on) == (date(2026, 11, 2), date(2027, 1, 11))
    assert late.starts_on == planned[0]
    assert early.plan == late.plan == planned
    assert planned_days(checklist_of(transition).stages[2]) == planned


def test_a_phase_begins_with_an_item_that_is_planned_before_it(transition: Transition) -> None:
    agenda = item_of(transition, "Agree the agenda")
    early = date(2026, 11, 3)
    Item.objects.filter(pk=agenda.pk).update(due_on=early, planned_on=early)

    totals.refresh_days(checklist_of(transition))

    assert item_of(transition, "Agree the agenda").phase.starts_on == early


def test_a_phase_of_before_takes_its_days_for_the_plan(transition: Transition) -> None:
    agenda = item_of(transition, "Agree the agenda")
    planned = agenda.phase.plan
    Phase.objects.update(planned_from=None, planned_until=None)

    items.move(items.lock(agenda.pk), date(2027, 1, 11))

    assert item_of(transition, "Agree the agenda").phase.plan == planned


def test_a_closed_item_does_not_move(transition: Transition, priya: User) -> None:
    agenda = item_of(transition, "Agree the agenda")
    items.close(items.lock(agenda.pk), by=priya, now=NOW)

    with pytest.raises(CannotChange, match="closed"):
        items.move(items.lock(agenda.pk), date(2027, 1, 11))
