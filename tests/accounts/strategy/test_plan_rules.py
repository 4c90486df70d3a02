"""When a section of a plan is complete, what is late, and where a measure goes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.strategy import rules
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    KeyCheck,
    Reading,
    Resource,
)

TODAY = date(2026, 11, 24)


def readings(*values: str) -> list[Reading]:
    """The newest first."""
    return [Reading(value=Decimal(value), read_on=TODAY) for value in values]


@pytest.mark.parametrize(
    ("direction", "values", "is_kept", "words"),
    [
        ("up", [], None, "No reading yet"),
        ("up", ["99.5"], True, "First reading"),
        ("up", ["99.4", "99.3"], False, "Better"),
        ("up", ["99.6", "99.7", "90"], True, "Worse"),
        ("down", ["99.5", "99.6"], True, "Better"),
        ("down", ["99.6", "99.4"], False, "Worse"),
        ("down", ["99.6", "99.6"], False, "The same"),
    ],
)
def test_the_last_reading_stands_against_its_target_and_the_one_before(
    direction: str, values: list[str], is_kept: bool | None, words: str
) -> None:
    found = rules.trend(readings(*values), Decimal("99.5"), direction)

    assert (found.is_kept, found.words) == (is_kept, words)


@pytest.mark.parametrize(
    ("span", "starts_on", "ends_on"),
    [
        ("year", date(2026, 3, 1), date(2026, 12, 31)),
        ("half", date(2026, 1, 1), date(2026, 6, 30)),
        ("rolling", date(2026, 3, 1), date(2027, 2, 28)),
        ("rolling", date(2028, 2, 29), date(2029, 2, 27)),
        ("open", date(2026, 3, 1), None),
    ],
)
def test_a_time_frame_has_its_own_end(span: str, starts_on: date, ends_on: date | None) -> None:
    assert rules.ends(span, starts_on) == ends_on


def test_what_is_open_is_late_after_its_day() -> None:
    action = Action(title="Call", due_on=TODAY, state="planned")
    assert not rules.is_late(action, TODAY)

    action.due_on = date(2026, 11, 23)
    assert rules.is_late(action, TODAY)

    action.state = "done"
    assert not rules.is_late(action, TODAY)


def test_a_plan_wants_a_time_a_review_a_client_who_agreed_and_a_check_of_this_year() -> None:
    frame = Frame(
        span="year",
        starts_on=date(2026, 1, 1),
        ends_on=TODAY,
        next_review_on=TODAY,
        agreed_by_id=1,
        agreed_on=date(2026, 2, 1),
    )
    check = KeyCheck(held_on=date(2025, 11, 25), answer="yes")
    assert rules.frame(frame, [check], TODAY).is_full

    check.held_on = date(2025, 11, 24)
    frame.ends_on, frame.next_review_on, frame.agreed_on = (
        date(2026, 11, 23),
        date(2026, 1, 1),
        None,
    )
    assert rules.frame(frame, [check], TODAY).missing == (
        "The time of the plan is over. What is the next one for?",
        "The review is late. When do we look at it?",
        "Who at the client agreed, and when?",
        "Is it still a key account? Nobody has said so for a year.",
    )


def test_whoever_is_not_sure_has_not_answered() -> None:
    check = KeyCheck(held_on=TODAY, answer="unsure")

    assert "Is it still a key account?" in rules.frame(None, [check], TODAY).missing[-1]


def test_a_relationship_was_looked_at_in_the_last_half_year() -> None:
    found = Diagnosis(
        taken_on=date(2026, 5, 28),
        divisions=4,
        divisions_of=6,
        team_mix="2 sales",
        years=0,
        share_of_wallet=0,
        score=0,
    )
    assert found.breadth == 67
    assert rules.relationship([found], TODAY).is_full

    found.taken_on, found.score = date(2026, 5, 27), None
    assert rules.relationship([found], TODAY).missing == (
        "The last reading is more than half a year old.",
        "Which score does somebody from outside give?",
    )
    assert rules.relationship([], TODAY).share == 0


def test_goals_are_for_soon_and_for_later_each_with_a_person_and_a_day_to_come() -> None:
    soon = Goal(title="Grow", horizon="short", person_id=1, due_on=TODAY)
    later = Goal(title="Lead", horizon="long", person_id=1, due_on=date(2028, 1, 1))
    assert rules.goals([soon, later], TODAY).is_full

    soon.due_on, later.person_id = date(2026, 11, 23), None
    assert rules.goals([soon, later], TODAY).missing == (
        "Who answers for it, and until when: Lead?",
        "Late: Grow.",
    )
    assert rules.goals([soon], TODAY).missing == ("Where is it to be in some years?", "Late: Grow.")


def test_an_open_action_says_how_we_see_that_it_worked() -> None:
    action = Action(title="Call", person_id=1, due_on=TODAY)
    assert rules.actions([action], TODAY).missing == ("How do we see that it worked: Call?",)

    action.state = "dropped"
    assert rules.actions([action], TODAY).is_full


def test_nothing_is_not_unknown() -> None:
    resource = Resource(skill="Sales", monthly_hours=Decimal(0), monthly_cost=Decimal(0))
    favour = Favour(title="Reports", since_on=TODAY, yearly_cost=Decimal(0))
    assert rules.resources([resource]).is_full
    assert rules.favours([favour]).is_full

    resource.monthly_cost = favour.yearly_cost = None
    assert rules.resources([resource]).missing == ("What does a month cost: Sales?",)
    assert rules.favours([favour]).missing == ("What does it cost us: Reports?",)
