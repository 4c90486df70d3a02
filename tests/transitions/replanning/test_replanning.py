"""What accepting a plan leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.choices import AbsenceKind
from accounts.people.models import Absence, User
from checklists.runs.models import Item
from config.lib import places
from tests.factories.transitions import (
    NOW,
    OWNS_ON,
    TODAY,
    checklist_of,
    item_of,
    reread,
)
from tests.transitions.replanning.conftest import Replan, answers_of, seen
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused
from transitions.replanning.operations import replanning
from transitions.replanning.queries.answers import Away

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
    assert phases[2] == (date(2026, 12, 2), date(2026, 12, 4))


def test_phases_and_stages_hold_their_items_in_the_preview_and_once_it_is_accepted(
    transition: Transition, replan: Replan, lead: User
) -> None:
    tick(transition, "Agree the agenda", lead)

    shown = replan(owns_on=LATER, ends_on=END)

    phases = list(checklist_of(transition).phases.all())
    days = [(phase.starts_on, phase.ends_on) for phase in phases]
    assert [(one.starts_on, one.ends_on) for one in shown.phases] == days
    for one in Item.objects.filter(checklist=transition.checklist_id).select_related("phase"):
        assert one.phase.starts_on <= one.due_on <= one.phase.ends_on
    assert [
        (stage["starts_on"], stage["ends_on"]) for stage in checklist_of(transition).stages
    ] == [(first.isoformat(), last.isoformat()) for first, last in days]


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


def test_the_log_has_the_days_as_in_britain_whoever_accepts_the_plan(
    transition: Transition, replan: Replan
) -> None:
    with places.written_for("en_US"):
        replan(owns_on=LATER)

    notes = transition.log.get(kind=LogKind.DATES).notes
    assert "Call the client alone: Falls on Thu 10 Dec, before ownership has moved" in notes


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
