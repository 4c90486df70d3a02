"""What a preview says before somebody accepts it: who is away, what is in the way, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accounts.people.choices import AbsenceKind
from accounts.people.models import Absence, User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.people import CalendarFactory
from tests.factories.transitions import NOW, OWNS_ON, TODAY, item_of
from tests.transitions.replanning.conftest import Replan, answers_of
from tests.transitions.replanning.test_replan_page import accept, answers, at, text
from transitions.plans.models import Transition
from transitions.plans.operations import items, ownership
from transitions.plans.operations.items import Who
from transitions.plans.queries.header import load
from transitions.replanning.choices import How
from transitions.replanning.queries.answers import Away, Fix
from transitions.replanning.queries.missing import missing
from transitions.replanning.queries.proposal import Fate, Line, Proposal
from transitions.replanning.queries.running import running_of

pytestmark = pytest.mark.django_db
ON_OWNERSHIP = (date(2026, 12, 5), date(2026, 12, 12))


def line(proposal: Proposal, title: str) -> Line:
    return next(one for one in proposal.lines if one.item.title == title)


def test_who_takes_over_and_is_away_on_the_day_of_ownership_is_named_with_the_days(
    transition: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    first, last = ON_OWNERSHIP
    Absence.objects.create(person=successor, starts_on=first, ends_on=last)

    shown = text(sign_in(lead).get(at(transition)))

    assert "Not everybody is there on the day." in shown
    assert (
        "<li>Priya Raman takes over and is away from Sat 5 Dec to Sat 12 Dec: "
        "on the day of ownership, Mon 7 Dec.</li>"
    ) in shown


def test_an_absence_that_is_typed_counts_too_on_the_last_day_as_well(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    away = {
        f"away-{owner.pk}-starts_on": "2026-12-07",
        f"away-{owner.pk}-ends_on": "2026-12-18",
    }

    shown = text(sign_in(lead).post(at(transition), answers(transition, **away)))

    assert (
        "Tomas Eriksen hands over and is away from Mon 7 Dec to Fri 18 Dec: "
        "on the day of ownership, Mon 7 Dec and the last day, Fri 18 Dec."
    ) in shown


def test_who_is_away_on_other_days_or_does_not_hand_over_is_no_doubt(
    transition: Transition, lead: User, owner: User, successor: User
) -> None:
    running = running_of(load(lead, transition.pk))
    aways = (
        Away(lead, AbsenceKind.LEAVE, OWNS_ON, OWNS_ON),
        Away(owner, AbsenceKind.LEAVE, date(2026, 12, 1), date(2026, 12, 6)),
        Away(successor, AbsenceKind.LEAVE, date(2026, 12, 8), date(2026, 12, 17)),
    )

    assert missing(running, replace(answers_of(transition), away=aways)) == ()


def test_once_ownership_has_moved_its_day_needs_nobody(
    transition: Transition, lead: User, successor: User
) -> None:
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="He left")
    away = Away(successor, AbsenceKind.SICK, OWNS_ON, OWNS_ON)

    running = running_of(load(lead, transition.pk))

    assert missing(running, replace(answers_of(transition), away=(away,))) == ()


def test_what_cannot_be_pressed_in_says_what_stands_in_the_way_and_what_else_there_is(
    transition: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    Absence.objects.create(person=successor, starts_on=TODAY, ends_on=date(2026, 12, 9))

    shown = text(sign_in(lead).get(at(transition)))

    assert (
        "It cannot be pressed in: no day from Tue 24 Nov to Mon 7 Dec has everybody there: "
        "Priya is away 24 Nov – 9 Dec. Other ways: move it after the day of ownership, "
        "give it to Tomas Eriksen or Helena Brandt, set it aside."
    ) in shown
    assert (
        "It cannot be pressed in: it waits for “3.1 Agree the agenda”, due on Thu 10 Dec, "
        "and ownership moves on Mon 7 Dec."
    ) in shown
    assert 'value="compress"' not in shown


def test_what_cannot_be_pressed_in_says_so_also_when_that_was_chosen(
    transition: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    Absence.objects.create(person=successor, starts_on=TODAY, ends_on=date(2026, 12, 9))
    agenda = item_of(transition, "Agree the agenda")

    sent = answers(transition, **{f"fix-{agenda.pk}": "compress"})
    shown = text(sign_in(lead).post(at(transition), sent))

    assert '<option value="compress" selected>' in shown
    assert "It cannot be pressed in: no day from" in shown


def test_what_can_be_pressed_in_is_offered_to_be_and_stays_so_once_it_is(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    contract = item_of(transition, "File the contract")
    who = Who(by=lead, now=NOW)
    items.move_date(transition.pk, contract.pk, date(2026, 12, 22), who, anyway=True)
    client = sign_in(lead)
    press = f'<select class="form-select" id="fix-{contract.pk}-press"'

    offered = text(client.get(at(transition)))
    sent = answers(transition, **{f"fix-{contract.pk}": "compress"})
    pressed = text(client.post(at(transition), sent))

    assert (press in offered, "cannot be pressed in" in offered) == (True, False)
    assert (press in pressed, "Everything fits" in pressed) == (True, True)


def test_what_is_pressed_in_once_that_is_out_of_the_way_which_it_waits_for_can_be(
    transition: Transition, lead: User, proposed: Replan
) -> None:
    agenda, meeting = (item_of(transition, one) for one in ("Agree the agenda", "Meet the client"))
    who = Who(by=lead, now=NOW)
    items.move_date(transition.pk, agenda.pk, date(2026, 12, 22), who, anyway=True)
    press = Fix(How.COMPRESS)

    before = line(proposed(), meeting.title)
    after = line(proposed(fixes={agenda.pk: press, meeting.pk: press}), meeting.title)

    assert before.unpressed.startswith("it waits for “3.1 Agree the agenda”, due on Tue 22 Dec")
    assert (after.problem, after.doubted != "", after.unpressed) == ("", True, "")


def test_work_that_was_late_and_comes_before_ownership_again_is_no_doubt(
    transition: Transition, proposed: Replan
) -> None:
    Item.objects.filter(title="Meet the client").update(due_on=date(2026, 12, 9))

    found = proposed()

    assert line(found, "Meet the client").fate == Fate.MOVES
    assert found.unfit == []


def test_where_only_the_calendar_changes_it_is_the_reason(
    transition: Transition, proposed: Replan
) -> None:
    other = CalendarFactory.create(name="Bavaria", country="DE", subdivision="BY")
    Item.objects.filter(title="Review what was learned").update(due_on=date(2026, 12, 15))

    alone = proposed(calendar=other, work_calendar=other.work_calendar())
    both = proposed(calendar=other, work_calendar=other.work_calendar(), ends_on=date(2026, 12, 22))

    assert line(alone, "Review what was learned").reason == "Follows the other calendar, Bavaria"
    assert line(both, "Review what was learned").reason == "Follows the start and the last day"


def test_what_was_left_although_it_does_not_fit_is_counted_and_led_to(
    transition: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    Absence.objects.create(person=successor, starts_on=TODAY, ends_on=date(2026, 12, 9))
    agenda = item_of(transition, "Agree the agenda")
    client = sign_in(lead)

    made = accept(client, transition)
    shown = text(client.get(made["Location"]))

    link = f"{transition.get_absolute_url()}?item={agenda.pk}#item-{agenda.pk}"
    assert "2 do not fit. Left there: " in shown
    assert f'<a href="{link}">3.1 Agree the agenda</a>, <a' in shown


def test_of_many_that_do_not_fit_the_first_are_named_and_the_log_has_all(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    Item.objects.filter(state="open").update(is_pinned=True, due_on=date(2026, 12, 22))
    Item.objects.filter(title="Brief the team").update(is_pinned=False)
    client = sign_in(lead)

    made = accept(client, transition)
    shown = text(client.get(made["Location"]))

    named, _ = shown.split("Left there: ")[1].split(" and ", 1)
    assert named.count("<a ") == 3
    log = f'<a href="/transitions/{transition.pk}/log/">in the log</a>'
    assert f"and 4 more, all of them {log}." in shown
