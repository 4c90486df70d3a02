"""What accepting a plan leaves behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.choices import AbsenceKind
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
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import items, ownership
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused
from transitions.plans.rules import planned_percent
from transitions.replanning.choices import How
from transitions.replanning.operations import replanning
from transitions.replanning.queries.answers import Away, Fix
from transitions.replanning.queries.proposal import Fate

pytestmark = pytest.mark.django_db
LATER, END = date(2026, 12, 14), date(2027, 1, 11)


def dates(transition: Transition) -> dict[str, date]:
    found = Item.objects.filter(checklist=transition.checklist_id)
    return dict(found.values_list("title", "due_on"))


def tick(transition: Transition, title: str, by: User) -> None:
    items.tick(transition.pk, item_of(transition, title).pk, Who(by=by, now=NOW))


def test_days_items_and_phases_follow_a_new_frame(transition: Transition, replan: Replan) -> None:
    replan(owns_on=LATER, ends_on=END)

    found = reread(transition)
    assert (found.starts_on, found.owns_on, found.ends_on) == (date(2026, 11, 2), LATER, END)
    assert dates(transition) == {
        "List the contacts": TODAY,
        "Brief the team": TODAY,
        "Write the summary": date(2026, 11, 30),
        "File the contract": date(2026, 12, 2),
        "Agree the agenda": date(2026, 12, 2),
        "Meet the client": date(2026, 12, 4),
        "Call the client alone": date(2026, 12, 28),
        "Review what was learned": date(2027, 1, 8),
    }


def test_the_first_plan_stays_for_comparison(transition: Transition, replan: Replan) -> None:
    planned = dict(Item.objects.values_list("title", "planned_on"))
    phases = list(checklist_of(transition).phases.values_list("planned_from", "planned_until"))

    replan(owns_on=LATER, ends_on=END)

    assert dict(Item.objects.values_list("title", "planned_on")) == planned
    assert list(checklist_of(transition).phases.values_list("planned_from", "planned_until")) == (
        phases
    )


def test_phases_begin_where_the_new_plan_puts_them_also_after_an_item_went_back_and_forth(
    transition: Transition, replan: Replan, lead: User
) -> None:
    replan(owns_on=LATER, ends_on=END)
    phases = list(checklist_of(transition).phases.values_list("starts_on", "ends_on"))
    meeting = item_of(transition, "Meet the client")

    for day in (date(2026, 11, 25), meeting.due_on):
        items.move_date(transition.pk, meeting.pk, day, Who(by=lead, now=NOW), anyway=True)

    assert list(checklist_of(transition).phases.values_list("starts_on", "ends_on")) == phases
    assert phases[2] == (date(2026, 12, 3), date(2026, 12, 4))


def test_done_and_pinned_items_stay(transition: Transition, replan: Replan, lead: User) -> None:
    tick(transition, "List the contacts", lead)
    call = item_of(transition, "Call the client alone")
    items.move_date(transition.pk, call.pk, date(2026, 12, 11), Who(by=lead, now=NOW), anyway=True)

    replan(owns_on=LATER, ends_on=END)

    found = dates(transition)
    assert found["List the contacts"] == date(2026, 11, 4)
    assert found["Call the client alone"] == date(2026, 12, 11)


def test_one_entry_of_the_log_says_what_moved(transition: Transition, replan: Replan) -> None:
    before = transition.log.count()

    replan(owns_on=LATER)

    entry = transition.log.filter(kind=LogKind.DATES).get()
    assert transition.log.exclude(kind=LogKind.HEALTH).count() == before + 1
    assert entry.activity == (
        "Re-planned: ownership Mon 7 Dec 2026 → Mon 14 Dec 2026, 3 items moved"
    )
    assert entry.notes.splitlines()[0] == (
        "1.1 List the contacts: Wed 4 Nov 2026 → Tue 24 Nov 2026"
    )


def test_a_plan_that_is_accepted_changes_nothing_when_it_is_accepted_again(
    transition: Transition, replan: Replan
) -> None:
    replan(owns_on=LATER, ends_on=END)
    version, entries = reread(transition).version, transition.log.count()

    again = replan()

    assert not again.changes
    assert (reread(transition).version, transition.log.count()) == (version, entries)


def test_a_plan_of_what_has_changed_since_is_refused_and_nothing_is_kept(
    transition: Transition, lead: User
) -> None:
    stamp = seen(transition, lead)
    tick(transition, "List the contacts", lead)
    before = dates(transition)

    with pytest.raises(replanning.Stale):
        replanning.replan(
            transition.pk,
            answers_of(transition, owns_on=LATER),
            seen=stamp,
            by=lead,
            now=NOW,
            today=TODAY,
        )

    assert (reread(transition).owns_on, dates(transition)) == (OWNS_ON, before)


def test_absences_are_entered_and_items_move_off_them(
    transition: Transition, replan: Replan, successor: User
) -> None:
    away = Away(successor, AbsenceKind.SICK, TODAY, date(2026, 11, 26))

    replan(away=(away,))

    entered = Absence.objects.get(person=successor)
    assert (entered.kind, entered.starts_on, entered.ends_on) == ("sick", TODAY, away.last)
    assert dates(transition)["Agree the agenda"] == date(2026, 11, 27)
    assert (
        "Priya Raman is away Tue 24 Nov 2026 – Thu 26 Nov 2026"
        in transition.log.get(kind=LogKind.DATES).notes
    )


def test_nobody_enters_the_absence_of_somebody_they_do_not_plan_for(
    transition: Transition, replan: Replan, stranger: User
) -> None:
    away = Away(stranger, AbsenceKind.LEAVE, TODAY, TODAY)

    with pytest.raises(Refused, match="You do not keep the absences of Jonas Weiler"):
        replan(away=(away,), owns_on=LATER)

    assert (reread(transition).owns_on, Absence.objects.count()) == (OWNS_ON, 0)


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
