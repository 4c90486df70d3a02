"""What choices about single items leave behind, and what a new frame means for others."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import Absence, User
from checklists.runs.models import Item
from checklists.runs.operations.items import NewItem
from tests.factories.transitions import (
    NOW,
    OWNS_ON,
    TODAY,
    checklist_of,
    item_of,
    make_template,
    make_transition,
    reread,
)
from tests.transitions.replanning.conftest import Replan, answers_of, seen
from tests.transitions.replanning.test_replanning import END, LATER
from transitions.plans.models import Transition
from transitions.plans.operations import items, ownership
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused
from transitions.plans.rules import planned_percent
from transitions.replanning.choices import How
from transitions.replanning.operations import replanning
from transitions.replanning.queries.answers import Fix
from transitions.replanning.queries.proposal import Fate

pytestmark = pytest.mark.django_db


def unfit(successor: User) -> Absence:
    """Priya is away until after the day of ownership: what she does before does not fit."""
    return Absence.objects.create(person=successor, starts_on=TODAY, ends_on=date(2026, 12, 9))


def test_what_is_set_aside_no_longer_holds_up_what_waits_for_it(
    transition: Transition, replan: Replan, successor: User, lead: User
) -> None:
    unfit(successor)
    agenda = item_of(transition, "Agree the agenda")

    replan(fixes={agenda.pk: Fix(How.DROP, reason="The client sets it")})

    agenda.refresh_from_db()
    assert (agenda.state, agenda.skip_reason, agenda.closed_by) == (
        "skipped",
        "The client sets it",
        lead,
    )
    assert item_of(transition, "Meet the client").blockers == 0
    assert checklist_of(transition).closed == 1


def test_nothing_is_set_aside_without_a_reason(
    transition: Transition, replan: Replan, successor: User
) -> None:
    unfit(successor)

    with pytest.raises(Refused, match="Say why “Agree the agenda” does not apply"):
        replan(fixes={item_of(transition, "Agree the agenda").pk: Fix(How.DROP)})


def test_an_item_is_given_to_somebody_who_is_there(
    transition: Transition, replan: Replan, successor: User, owner: User
) -> None:
    unfit(successor)
    meeting = item_of(transition, "Meet the client")
    agenda = item_of(transition, "Agree the agenda")

    replan(for_all=Fix(How.GIVE, owner.pk))

    agenda.refresh_from_db()
    meeting.refresh_from_db()
    assert (agenda.assignee, agenda.due_on) == (owner, TODAY)
    assert (meeting.assignee, meeting.helper, meeting.due_on) == (owner, None, date(2026, 11, 25))


def test_what_comes_after_ownership_by_choice_holds_it_back_no_longer(
    transition: Transition, replan: Replan, successor: User
) -> None:
    unfit(successor)
    agenda = item_of(transition, "Agree the agenda")
    gates = checklist_of(transition).gate_open

    replan(fixes={agenda.pk: Fix(How.AFTER)})

    agenda.refresh_from_db()
    assert (agenda.due_on, agenda.is_gate) == (date(2026, 12, 10), False)
    assert item_of(transition, "Meet the client").is_gate
    assert checklist_of(transition).gate_open == gates - 1
    assert not replan().of(Fate.MOVES)


def test_unpinned_items_move_with_the_plan(
    transition: Transition, replan: Replan, lead: User
) -> None:
    call = item_of(transition, "Call the client alone")
    items.move_date(transition.pk, call.pk, date(2026, 12, 11), Who(by=lead, now=NOW), anyway=True)

    replan(unpinned=frozenset([call.pk]))

    call.refresh_from_db()
    assert (call.due_on, call.is_pinned) == (date(2026, 12, 10), False)


def test_an_item_added_by_hand_keeps_its_distance_to_the_day_of_ownership(
    transition: Transition, replan: Replan, lead: User
) -> None:
    phase = checklist_of(transition).phases.all()[2]
    new = NewItem(phase.pk, "Ask for a room", "", lead, date(2026, 12, 4), True, True)
    added = items.add(transition.pk, new, Who(by=lead, now=NOW))

    replan(owns_on=LATER, unpinned=frozenset([added.pk]))

    added.refresh_from_db()
    assert (added.due_on, added.is_gate) == (date(2026, 12, 11), True)


def test_an_item_that_comes_to_lie_before_ownership_holds_it_back(
    transition: Transition, replan: Replan
) -> None:
    assert not item_of(transition, "Call the client alone").is_gate

    replan(owns_on=LATER)

    assert item_of(transition, "Call the client alone").is_gate
    assert checklist_of(transition).gate_open == 6


def test_accounts_are_told_of_the_new_day_of_ownership(
    transition: Transition, replan: Replan
) -> None:
    replan(owns_on=LATER)

    assert Account.objects.get(pk=transition.account_id).handover.moves_on == LATER


def test_once_ownership_has_moved_its_day_limits_no_item(
    transition: Transition, replan: Replan, successor: User, lead: User
) -> None:
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="He left")
    unfit(successor)

    assert not replan(ends_on=date(2026, 12, 22)).unfit


def test_what_stood_still_after_ownership_moved_is_counted_from_later(
    transition: Transition, replan: Replan, lead: User
) -> None:
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="He left")
    call = item_of(transition, "Call the client alone")
    Item.objects.filter(pk=call.pk).update(anchor="ownership", offset=3)

    replan(counts_from=date(2026, 11, 9), ends_on=date(2026, 12, 28))

    call.refresh_from_db()
    assert (reread(transition).owns_on, call.due_on) == (OWNS_ON, date(2026, 12, 18))


def test_a_plan_costs_the_same_queries_for_few_items_and_for_many(
    transition: Transition, replan: Replan, lead: User, account: Account
) -> None:
    def counted(one: Transition) -> int:
        stamp, wanted = seen(one, lead), answers_of(one, owns_on=LATER, ends_on=END)
        with CaptureQueriesContext(connection) as found:
            replanning.replan(one.pk, wanted, seen=stamp, by=lead, now=NOW, today=TODAY)
        return len(found)

    long = make_transition(manager=lead, template=make_template(extra=20))

    assert counted(transition) == counted(long)


def test_who_has_agreed_on_later_days_is_not_behind_the_plan(
    transition: Transition, replan: Replan
) -> None:
    before = planned_percent(checklist_of(transition).stages, TODAY)

    replan(counts_from=date(2027, 1, 11), owns_on=date(2027, 2, 15), ends_on=date(2027, 2, 26))

    after = planned_percent(checklist_of(transition).stages, TODAY)
    assert (before > 30, after < 10) == (True, True)


def test_one_late_item_does_not_carry_the_days_of_later_phases_along(
    transition: Transition, lead: User, replan: Replan
) -> None:
    contract = item_of(transition, "File the contract")
    items.move_date(
        transition.pk, contract.pk, date(2026, 12, 18), Who(by=lead, now=NOW), anyway=True
    )

    replan(ends_on=date(2026, 12, 22))

    days = dict(checklist_of(transition).phases.values_list("name", "starts_on"))
    ends = dict(checklist_of(transition).phases.values_list("name", "ends_on"))
    assert ends["Transfer"] == date(2026, 12, 18)
    assert days["Introduce"] < date(2026, 12, 1)
    assert ends["Introduce"] < date(2026, 12, 2)
