"""What a preview says of each item; nothing is saved by it."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import User
from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Item
from tests.factories.people import AbsenceFactory
from tests.factories.transitions import NOW, item_of
from tests.transitions.batches.conftest import planned
from transitions.batches.choices import Action
from transitions.batches.rules.step import Step
from transitions.batches.rules.wish import Wish
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations import lifecycle, ownership
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
DONE = Wish(Action.DONE)


def why(steps: list[Step]) -> dict[str, str]:
    return {step.item.title: step.why_not or step.doubt for step in steps}


def of(transition: Transition, *titles: str) -> list[Item]:
    return [item_of(transition, title) for title in titles]


def test_what_waits_or_lacks_proof_is_not_marked_done(running: Transition, lead: User) -> None:
    chosen = of(running, "List the contacts", "Write the summary", "Meet the client")

    assert why(planned(DONE, chosen, lead)) == {
        "List the contacts": "",
        "Write the summary": "A note proves this item. Write the note, then tick it.",
        "Meet the client": "It waits for “Agree the agenda”.",
    }


def test_what_waits_is_marked_done_along_with_all_it_waits_for(
    running: Transition, lead: User
) -> None:
    chosen = of(running, "Agree the agenda", "Meet the client", "Call the client alone")

    assert set(why(planned(DONE, chosen, lead)).values()) == {""}


def test_what_is_closed_is_left_as_it_is(running: Transition, lead: User) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    one_by_one.tick(running.pk, agenda.pk, Who(lead, NOW))
    one_by_one.skip(running.pk, contacts.pk, "Known", Who(lead, NOW))

    found = {
        wish.action: why(planned(wish, [contacts, agenda], lead))
        for wish in (DONE, Wish(Action.SKIP, words="No"), Wish(Action.MOVE, days=1))
    }

    assert found == {
        Action.DONE: {
            "List the contacts": "It is set aside. Open it again before you mark it done.",
            "Agree the agenda": "It is done already.",
        },
        Action.SKIP: {
            "List the contacts": "It is set aside already.",
            "Agree the agenda": "It is closed. Open it again before you set it aside.",
        },
        Action.MOVE: dict.fromkeys(
            ("List the contacts", "Agree the agenda"),
            "It is closed. Open it again before you move it.",
        ),
    }


def test_items_go_only_to_who_is_on_the_team_and_not_twice(
    running: Transition, second: Transition, lead: User, hr: User, successor: User
) -> None:
    TeamMember.objects.create(transition=second, role="hr", person=hr)
    chosen = [*of(running, "List the contacts"), *of(second, "List the contacts")]

    to_ruth = planned(Wish(Action.ASSIGN, person=hr), chosen, lead)
    to_priya = planned(Wish(Action.ASSIGN, person=successor), of(running, "Agree the agenda"), lead)

    assert [step.why_not for step in to_ruth] == [
        "Ruth Aigner is not on the team. Add Ruth there first.",
        "",
    ]
    assert [step.why_not for step in to_priya] == ["It is with Priya Raman already."]


def test_items_move_by_working_days_past_days_off(running: Transition, lead: User) -> None:
    chosen = of(running, "Agree the agenda")

    found = [
        planned(Wish(Action.MOVE, days=by), chosen, lead)[0].after["due_on"] for by in (1, 4, 9, -2)
    ]

    assert found == ["2026-11-25", "2026-11-30", "2026-12-07", "2026-11-20"]


def test_the_leave_of_who_does_an_item_is_skipped(
    running: Transition, lead: User, successor: User
) -> None:
    AbsenceFactory.create(
        person=successor, starts_on=date(2026, 11, 25), ends_on=date(2026, 11, 27)
    )
    AbsenceFactory.create(
        person=successor, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 23)
    )
    chosen = of(running, "Agree the agenda")

    found = [planned(Wish(Action.MOVE, days=by), chosen, lead)[0].after["due_on"] for by in (1, -1)]

    assert found == ["2026-11-30", "2026-11-19"]


def test_what_does_not_fit_is_told_by_item(running: Transition, lead: User) -> None:
    chosen = of(running, "Agree the agenda", "Call the client alone", "Review what was learned")

    found = why(planned(Wish(Action.MOVE, days=4), chosen, lead))

    assert found == {
        "Agree the agenda": "“Meet the client” waits for it and is due on Wed 25 Nov.",
        "Call the client alone": "",
        "Review what was learned": "Falls on Wed 23 Dec, after the last day.",
    }


def test_items_that_move_together_stay_in_order_and_need_no_doubt(
    running: Transition, lead: User
) -> None:
    chosen = of(running, "Agree the agenda", "Meet the client", "Call the client alone")

    assert set(why(planned(Wish(Action.MOVE, days=2), chosen, lead)).values()) == {""}


def test_one_that_does_not_fit_counts_as_staying_for_those_that_wait_for_it(
    running: Transition, lead: User
) -> None:
    agenda, meeting = of(running, "Agree the agenda", "Meet the client")
    Item.objects.filter(pk=agenda.pk).update(due_on=date(2026, 12, 1), assignee=lead)
    Item.objects.filter(pk=meeting.pk).update(due_on=date(2026, 12, 2))
    User.objects.filter(pk=lead.pk).update(last_day_on=date(2026, 11, 20))

    found = why(planned(Wish(Action.MOVE, days=-3), [agenda, meeting], lead))

    assert found == {
        "Agree the agenda": "Helena leaves on Fri 20 Nov.",
        "Meet the client": "Waits for an item due on Tue 1 Dec.",
    }


def test_a_day_that_has_passed_is_a_doubt_and_today_is_not(running: Transition, lead: User) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")

    found = [
        why(planned(Wish(Action.MOVE, days=by), [agenda, contacts], lead)) for by in (-1, 1, 14)
    ]

    assert found[0]["Agree the agenda"] == "Mon 23 Nov has passed."
    assert [said["List the contacts"] for said in found] == [
        "Tue 3 Nov has passed.",
        "Thu 5 Nov has passed.",
        "",
    ]


def test_a_day_on_which_somebody_is_away_for_long_is_a_doubt(
    running: Transition, lead: User, successor: User
) -> None:
    AbsenceFactory.create(person=successor, starts_on=date(2026, 11, 25), ends_on=date(2028, 1, 7))

    found = why(planned(Wish(Action.MOVE, days=1), of(running, "Agree the agenda"), lead))

    assert found["Agree the agenda"].startswith("Priya is away 25 Nov 2026 – 7 Jan 2028.")


def test_required_items_are_a_doubt_where_a_gate_wants_none_set_aside(
    running: Transition, second: Transition, lead: User
) -> None:
    against = [GatePlan(gate, GateCondition.NOTHING_SET_ASIDE) for gate in Gate]
    for transition in (running, second):
        library.write(transition.template, against)
    ownership.move(second.pk, by=lead, now=NOW, override_reason="He left")
    chosen = [*of(running, "Agree the agenda", "Brief the team"), *of(second, "Agree the agenda")]

    found = [step.doubt for step in planned(Wish(Action.SKIP, words="No"), chosen, lead)]

    ownership_asks, completion_asks = (
        f"“{gate.label}” asks that no required item was set aside." for gate in Gate
    )
    assert set(found) == {"", completion_asks, f"{ownership_asks} {completion_asks}"}


def test_too_far_a_day_is_refused(running: Transition, lead: User) -> None:
    Transition.objects.filter(pk=running.pk).update(
        starts_on=date(2025, 1, 7), owns_on=date(2025, 2, 3), ends_on=date(2025, 12, 31)
    )
    Item.objects.filter(title="Agree the agenda").update(due_on=date(2026, 12, 29))

    [step] = planned(Wish(Action.MOVE, days=5), of(running, "Agree the agenda"), lead)

    assert step.why_not.startswith("Choose a day between ")


def test_a_stranger_has_no_such_items_and_an_onlooker_reads_why_not(
    running: Transition, stranger: User, reader: User
) -> None:
    chosen = of(running, "Agree the agenda")

    assert planned(DONE, chosen, stranger) == []
    assert why(planned(DONE, chosen, reader)) == {
        "Agree the agenda": "You can read this transition, but not change it."
    }


def test_items_of_a_transition_on_hold_stay_as_they_are(running: Transition, lead: User) -> None:
    lifecycle.hold(running.pk, "Strike", by=lead, now=NOW)

    assert why(planned(DONE, of(running, "Agree the agenda"), lead)) == {
        "Agree the agenda": "This transition is on hold. Its items stay as they are."
    }


def test_a_stamp_differs_as_soon_as_the_item_does(running: Transition, lead: User) -> None:
    [agenda] = of(running, "Agree the agenda")
    [before] = planned(DONE, [agenda], lead)
    one_by_one.move_date(running.pk, agenda.pk, date(2026, 11, 25), Who(lead, NOW), anyway=True)

    [after] = planned(DONE, [agenda], lead)

    assert before.stamp != after.stamp


def test_a_stamp_differs_where_an_item_is_required_by_now(running: Transition, lead: User) -> None:
    [brief] = of(running, "Brief the team")
    [before] = planned(DONE, [brief], lead)
    Item.objects.filter(pk=brief.pk).update(is_required=True)

    [after] = planned(DONE, [brief], lead)

    assert before.stamp != after.stamp
