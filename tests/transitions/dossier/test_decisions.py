"""Who takes over decides about each commitment; the client is told, and may agree anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.clients.choices import Level
from accounts.people.models import User
from accounts.profile.models import Commitment
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, TODAY
from tests.support.together import all_at_once
from transitions.dossier.choices import Course, Stance
from transitions.dossier.models import Decision
from transitions.dossier.operations import client, decisions
from transitions.dossier.operations.client import Told
from transitions.dossier.operations.commitments import Outdated, Read
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.queries.commitments import of_transition, undecided
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
TAKEN = Decided(Stance.TAKES_OVER)
DECLINED = Decided(Stance.DECLINES, "We have no drivers in Linz.")
OFFERED = Decided(Stance.RENEGOTIATES, "A report each quarter", date(2027, 1, 31))
CALLED = Told(TODAY, "Called Dr. Sandmeer")


def read(running: Transition) -> Read:
    """The one commitment as a page shows it now."""
    (one,) = of_transition(running, running.incoming)
    return Read(one.commitment.pk, one.stamp)


def course(running: Transition) -> Course:
    (one,) = of_transition(running, running.incoming)
    return one.course


def change(row: Commitment, /, **values: Any) -> None:
    version = Commitment.objects.get(pk=row.pk).version
    records.change(Commitment, row.pk, values, Sent(None, NOW), version=version)  # type: ignore[arg-type]


def said(running: Transition) -> list[str]:
    rows = LogEntry.objects.filter(transition=running, kind="dossier").order_by("pk")
    return list(rows.values_list("activity", flat=True))


def move(running: Transition) -> None:
    """Priya owns the account by now."""
    Transition.objects.filter(pk=running.pk).update(
        ownership_moved_at=NOW, ownership_moved_on=TODAY
    )
    running.refresh_from_db()


@pytest.mark.usefixtures("promise")
def test_a_commitment_is_taken_over_and_the_same_twice_is_kept_once(
    running: Transition, priya: Who
) -> None:
    assert course(running) == Course.UNDECIDED
    shown = read(running)

    for _ in range(2):
        decisions.decide(running.pk, shown, TAKEN, priya)

    assert course(running) == Course.TAKEN
    assert Decision.objects.get().version == 1
    assert said(running) == ["Priya Raman takes over: “A monthly report”"]


@pytest.mark.usefixtures("promise")
def test_only_who_takes_over_decides_and_only_until_the_account_is_theirs(
    running: Transition, tomas: Who, priya: Who, lead: User
) -> None:
    for somebody in (tomas, replace(tomas, by=lead)):
        with pytest.raises(Refused, match="Priya Raman decides, until the account is theirs"):
            decisions.decide(running.pk, read(running), TAKEN, somebody)

    move(running)

    with pytest.raises(Refused, match="until the account is theirs"):
        decisions.decide(running.pk, read(running), TAKEN, priya)


def test_what_was_changed_meanwhile_is_read_again_before_somebody_decides(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    shown = read(running)
    change(promise, promise="A weekly report")

    with pytest.raises(Outdated, match="Read it again"):
        decisions.decide(running.pk, shown, TAKEN, priya)

    assert not Decision.objects.exists()


def test_a_commitment_that_was_changed_since_is_decided_anew(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    decisions.decide(running.pk, read(running), TAKEN, priya)
    change(promise, promise="A weekly report")
    assert course(running) == Course.CHANGED
    assert undecided(running) == 1

    decisions.decide(running.pk, read(running), TAKEN, priya)

    assert course(running) == Course.TAKEN
    assert undecided(running) == 0


@pytest.mark.usefixtures("promise")
def test_a_decision_of_whoever_was_to_take_over_before_counts_no_more(
    running: Transition, priya: Who
) -> None:
    decisions.decide(running.pk, read(running), TAKEN, priya)
    running.incoming = UserFactory.create(full_name="Jonas Weiler")
    running.save(update_fields=["incoming"])

    assert undecided(running) == 1


def test_what_is_confidential_is_named_neither_in_the_log_nor_to_who_does_not_read_it(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    change(promise, level=Level.CONFIDENTIAL)
    adviser = UserFactory.create(full_name="Ruth Aigner")
    running.account.accesses.create(person=adviser)

    decisions.decide(running.pk, read(running), DECLINED, priya)

    assert said(running) == ["Priya Raman declined: a confidential commitment"]
    assert not LogEntry.objects.filter(notes__contains="drivers").exists()
    assert of_transition(running, adviser) == ()
    with pytest.raises(Commitment.DoesNotExist):
        client.tell_client(running.pk, read(running), CALLED, Who(adviser, NOW))
    assert undecided(running) == 1


def test_once_ownership_has_moved_a_commitment_came_along_or_stays_as_it_was_decided(
    running: Transition, promise: Commitment, priya: Who, lead: User
) -> None:
    move(running)
    assert course(running) == Course.PASSED
    assert undecided(running) == 0
    Decision.objects.create(
        transition=running, commitment=promise, stance="declines", words="No.", seen=0,
        by=priya.by, at=NOW,
    )  # fmt: skip

    assert course(running) == Course.UNTOLD
    assert undecided(running) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"stance": "takes_over", "words": "Why?"},
        {"stance": "declines", "words": ""},
        {"stance": "renegotiates", "words": "Less"},
        {"stance": "takes_over", "client_told_on": TODAY, "client_told_how": "By mail"},
        {"stance": "declines", "words": "No.", "client_told_on": TODAY},
        {"stance": "declines", "words": "No.", "agreed_at": NOW},
    ],
)
def test_the_database_keeps_what_a_decision_needs(
    running: Transition, promise: Commitment, priya: Who, wrong: dict[str, Any]
) -> None:
    more = {"client_told_by": priya.by} if "client_told_how" in wrong else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            transition=running, commitment=promise, seen=1, by=priya.by, at=NOW, **wrong, **more
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "kept"},
        {"state": "open", "settled_on": TODAY},
        {"state": "open", "outcome": "Done"},
    ],
)
def test_the_database_keeps_that_a_commitment_is_settled_on_a_day_or_open(
    promise: Commitment, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promise.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_who_decides_while_the_owner_changes_the_commitment_decides_anew(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    shown, has_written = read(running), Event()

    def owner() -> str:
        with transaction.atomic():
            change(promise, promise="A weekly report")
            has_written.set()
            time.sleep(0.5)  # the other one waits for the lock meanwhile
        return "written"

    def incoming() -> str:
        has_written.wait(timeout=10)
        try:
            decisions.decide(running.pk, shown, TAKEN, priya)
        except Outdated:
            return "outdated"
        return "written"

    assert all_at_once([owner, incoming]) == ["written", "outdated"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_decide_once(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    click: Callable[[], Any] = partial(decisions.decide, running.pk, read(running), TAKEN, priya)

    all_at_once([click, click])

    assert Decision.objects.get().version == 1
    assert len(said(running)) == 1
