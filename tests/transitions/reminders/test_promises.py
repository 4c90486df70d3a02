"""Promises to clients in digests: to decide on, to tell the client of, to keep."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from accounts.clients.choices import Level
from accounts.clients.models import Access
from accounts.people.models import User
from accounts.profile.models import Commitment, ConfidentialSection
from tests.support.digests import mail_to, subjects
from tests.support.waiting import MONDAY, TUESDAY, answer, ask, decide, promise, waiting
from transitions.dossier.choices import Stance
from transitions.dossier.models import Question
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.reminders.operations import write_due
from transitions.reminders.rules.spoken import row, start
from transitions.reminders.rules.waiting import Kind


@pytest.mark.parametrize(
    ("today", "due_on", "reaches"),
    [
        (MONDAY, None, True),
        (MONDAY, date(2027, 3, 1), True),
        (TUESDAY, None, False),
        (TUESDAY, date(2026, 12, 1), True),
        (TUESDAY, date(2026, 12, 2), False),
        (TUESDAY, date(2026, 11, 2), True),
    ],
)
def test_a_promise_waits_for_a_decision_on_mondays_and_when_it_is_near(
    quiet: Transition, successor: User, today: date, due_on: date | None, reaches: bool
) -> None:
    promise(quiet, due_on)

    kinds = [one.kind for one in waiting(successor, today).own]

    assert kinds == ([Kind.DECISION] if reaches else [])


@pytest.mark.parametrize("stance", [Stance.TAKES_OVER, Stance.DECLINES])
def test_who_took_a_promise_over_is_told_of_it_instead_of_the_owner(
    quiet: Transition, owner: User, successor: User, stance: Stance
) -> None:
    made = promise(quiet, date(2026, 11, 27))
    assert [one.kind for one in waiting(owner).own] == [Kind.PROMISE]

    decide(quiet, made, stance)

    taken = stance == Stance.TAKES_OVER
    expected = Kind.PROMISE if taken else Kind.CLIENT
    assert [one.kind for one in waiting(successor).own] == [expected]
    assert [one.kind for one in waiting(owner).own] == ([] if taken else [Kind.PROMISE])


@pytest.mark.parametrize(("until", "reaches"), [(TUESDAY, True), (MONDAY, False)])
def test_who_sees_the_account_no_more_is_told_nothing_of_its_dossier(
    quiet: Transition,
    owner: User,
    successor: User,
    morning: datetime,
    until: date,
    reaches: bool,
) -> None:
    """Who handed over stays on the team of a running transition, when their last day has passed."""
    ask(quiet, date(2026, 11, 25))
    asked = ask(quiet, date(2026, 11, 25), "And who pays?")
    Question.objects.filter(pk=asked.pk).update(asked_by=owner)
    asked.refresh_from_db()
    answer(asked, successor, morning)
    quiet.account.owner = successor
    quiet.account.save()
    Transition.objects.update(ownership_moved_at=morning, ownership_moved_on=MONDAY)
    Access.objects.update_or_create(
        account=quiet.account, person=owner, defaults={"until_on": until}
    )

    found = waiting(owner)

    assert (len(found.own), len(found.answers)) == ((1, 1) if reaches else (0, 0))


def test_a_promise_that_changed_since_is_decided_on_anew(
    quiet: Transition, successor: User
) -> None:
    decide(quiet, promise(quiet, date(2026, 11, 27)), Stance.TAKES_OVER)

    Commitment.objects.update(version=2)

    assert [one.kind for one in waiting(successor).own] == [Kind.DECISION]


def test_a_declined_promise_reaches_both_until_the_client_was_told(
    quiet: Transition, successor: User, lead: User, morning: datetime
) -> None:
    made = promise(quiet, None)
    decision = decide(quiet, made, Stance.DECLINES)

    write_due(morning)

    assert subjects() == {
        "Priya": "1 due soon",
        "Helena": "1 promise is declined, and the client does not know",
    }
    said = "Priya has not told Brightwater Foods that “A second driver app” is declined"
    assert said in mail_to(lead).body_text
    assert "Tell Brightwater Foods that “A second driver app” is declined." in (
        mail_to(successor).body_text
    )
    decision.client_told_on, decision.client_told_by = TUESDAY, successor
    decision.client_told_how = "Call"
    decision.save()
    assert (waiting(successor).is_empty, waiting(lead).is_empty) == (True, True)


def test_a_declined_promise_that_changed_since_is_its_owners_again(
    quiet: Transition, owner: User, successor: User
) -> None:
    made = promise(quiet, date(2026, 11, 27))
    told = {"client_told_on": TUESDAY, "client_told_by": successor, "client_told_how": "Call"}
    decide(quiet, made, Stance.DECLINES, **told)
    assert waiting(owner).own == ()

    Commitment.objects.update(version=2)

    assert [one.kind for one in waiting(owner).own] == [Kind.PROMISE]


@pytest.mark.parametrize(
    ("due_on", "reaches"),
    [(date(2026, 12, 1), True), (date(2026, 12, 2), False), (None, False)],
)
def test_an_owner_is_reminded_of_promises_without_a_handover(
    quiet: Transition, owner: User, due_on: date | None, reaches: bool
) -> None:
    Transition.objects.update(state=State.COMPLETED, completed_at=quiet.created_at)
    made = promise(quiet, due_on)

    found = waiting(owner).own

    paths = [f"/accounts/{made.account_id}/profile/#commitments"] if reaches else []
    assert [one.path for one in found] == paths
    Commitment.objects.update(state="kept", settled_on=TUESDAY)
    assert waiting(owner).is_empty


def test_after_ownership_moved_a_promise_is_told_to_the_new_owner_once(
    quiet: Transition, owner: User, successor: User, morning: datetime
) -> None:
    promise(quiet, date(2026, 11, 27))
    quiet.account.owner = successor
    quiet.account.save()
    Transition.objects.update(ownership_moved_at=morning, ownership_moved_on=TUESDAY)

    assert [one.kind for one in waiting(successor).own] == [Kind.PROMISE]
    assert waiting(owner).is_empty


@pytest.mark.parametrize("is_by_itself", [True, False])
def test_a_mail_does_not_quote_what_is_confidential(
    quiet: Transition, owner: User, is_by_itself: bool
) -> None:
    ask(quiet, TUESDAY)
    promise(quiet, TUESDAY)
    if is_by_itself:
        Question.objects.update(level=Level.CONFIDENTIAL)
        Commitment.objects.update(level=Level.CONFIDENTIAL)
    else:
        for section in ("contracts", "commitments"):
            ConfidentialSection.objects.create(
                account=quiet.account,
                book="profile",
                section=section,
                said_by=owner,
                said_at=quiet.created_at,
            )

    told = [one.text for one in waiting(owner).own]

    assert told == ["A confidential question", "A confidential promise"]


def test_a_client_who_is_to_be_told_is_told_now(quiet: Transition, successor: User) -> None:
    decide(quiet, promise(quiet, date(2027, 3, 1)), Stance.DECLINES)

    (one,) = waiting(successor).own

    assert row(one, "soon", TUESDAY).when == "Not told yet"
    assert start(one, TUESDAY) == ("Tell Brightwater Foods that “A second driver app” is declined.")
