"""When a section is complete, and what it says is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.clients.models import Contact
from accounts.profile import rules
from accounts.profile.models import (
    Contract,
    Document,
    Event,
    Interaction,
    Opportunity,
    Project,
    SystemAccess,
    YearlyRevenue,
)

TODAY = date(2026, 11, 24)


def sandmeer(**more: object) -> Contact:
    known = {"influence": "high", "decision_role": "decider", "relationship": 4, "is_key": True}
    return Contact(name="Ulrike Sandmeer", **{**known, **more})


def test_a_section_of_people_wants_a_key_contact_a_decider_and_everybody_judged() -> None:
    assert rules.people([sandmeer()]).share == 100

    found = rules.people([sandmeer(), Contact(name="Petra Holm", influence="low")])

    assert found.missing == ("The relationship of Petra Holm is not judged.",)
    assert found.share == 75
    assert rules.people([]).missing == (
        "Who is called first?",
        "Who decides?",
        "Whose influence?",
        "Whose relationship?",
    )


def test_history_wants_three_years_of_revenue_and_a_talk_that_is_not_long_ago() -> None:
    years = [YearlyRevenue(year=year, amount=Decimal(1)) for year in (2023, 2024, 2025)]
    talk = Interaction(held_on=date(2026, 8, 26), summary="Prices", channel="phone")
    event = Event(year=2019, told="First contract")

    full = rules.history([event], years, [talk], is_dated=True, today=TODAY)
    assert full.is_full

    talk.held_on = date(2026, 8, 25)  # 91 days ago
    less = rules.history([event], years[1:], [talk], is_dated=False, today=TODAY)
    assert less.missing == (
        "Since when are they a client?",
        "What did 2023 bring?",
        "What was last talked about? Nothing is recorded of the last 90 days.",
    )


def test_a_contract_without_end_needs_no_notice() -> None:
    frame = Contract(
        title="Frame", yearly_value=Decimal(5), service_level="99%", document_id=1, expires_on=None
    )
    assert rules.contracts([frame]).is_full

    frame.expires_on = date(2028, 3, 31)
    assert rules.contracts([frame]).missing == ("How does Frame end?",)


def test_a_question_names_three_rows_and_counts_the_others() -> None:
    rows = [Contract(title=name, yearly_value=Decimal(1)) for name in "ABCDE"]

    missing = rules.contracts(rows).missing

    assert "Which service level does A, B, C and 2 more promise?" in missing


def test_what_is_over_needs_no_next_step() -> None:
    done = Project(name="Linz", state="done")
    won = Opportunity(title="Pilot", stage="won")

    assert rules.projects([done]).is_full
    assert rules.pipeline([won]).is_full
    done.state, won.stage = "on_track", "offer"
    assert rules.projects([done]).missing == (
        "Who leads Linz at the client?",
        "What comes next in Linz?",
    )
    assert rules.pipeline([won]).missing == (
        "What is Pilot worth?",
        "Who does what next for Pilot, and when?",
    )


def test_access_counts_when_it_is_tested_and_who_needs_training_had_it() -> None:
    portal = SystemAccess(name="Fleet portal", granted_by="IT", step=2, needs_training=True)
    assert rules.systems([portal]).missing == (
        "Access to Fleet portal is not tested yet.",
        "Training for Fleet portal is not done yet.",
    )

    portal.step, portal.trained_on = 3, TODAY
    assert rules.systems([portal]).is_full


@pytest.mark.parametrize(
    ("reviewed_on", "is_due"),
    [
        (None, True),
        (date(2025, 11, 24), False),  # twelve months to the day
        (date(2025, 11, 23), True),
        (date(2026, 1, 31), False),
    ],
)
def test_a_document_is_read_again_after_its_months(reviewed_on: date | None, is_due: bool) -> None:
    assert rules.is_due_for_review(reviewed_on, 12, TODAY) is is_due


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert not rules.is_due_for_review(date(2026, 1, 31), 1, date(2026, 2, 28))
    assert rules.is_due_for_review(date(2026, 1, 31), 1, date(2026, 3, 1))


def test_days_beyond_the_calendar_break_no_rule() -> None:
    slipped = Contract(expires_on=date(1, 2, 3), notice_months=12)

    assert slipped.notice_by is None
    assert not rules.is_due_for_review(date(9999, 12, 1), 12, TODAY)


def test_a_section_is_old_after_more_than_its_days() -> None:
    assert not rules.is_old(date(2026, 9, 25), TODAY, after=60)
    assert rules.is_old(date(2026, 9, 24), TODAY, after=60)
    assert not rules.is_old(None, TODAY, after=60)


def test_documents_want_a_keeper_and_somebody_who_read_them() -> None:
    plan = Document(title="Plan")
    assert rules.documents([plan]).missing == (
        "Who keeps Plan up to date?",
        "When was Plan last read?",
    )
