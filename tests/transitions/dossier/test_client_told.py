"""The client is told what is declined, agrees to what is offered; a commitment is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, TODAY
from transitions.dossier.choices import Course, Stance
from transitions.dossier.models import Decision
from transitions.dossier.operations import client, commitments, decisions
from transitions.dossier.operations.client import Told
from transitions.dossier.operations.commitments import Read, Settled
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.permissions import may_settle
from transitions.dossier.queries.commitments import of_transition, undecided
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import ownership
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


def said(running: Transition) -> list[str]:
    rows = LogEntry.objects.filter(transition=running, kind="dossier").order_by("pk")
    return list(rows.values_list("activity", flat=True))


@pytest.mark.usefixtures("promise")
def test_what_is_declined_waits_until_the_client_was_told(
    running: Transition, priya: Who, tomas: Who
) -> None:
    decisions.decide(running.pk, read(running), DECLINED, priya)
    assert course(running) == Course.UNTOLD
    assert undecided(running) == 1
    shown = read(running)

    for _ in range(2):
        client.tell_client(running.pk, shown, CALLED, tomas)

    assert of_transition(running, priya.by) == ()
    assert undecided(running) == 0
    kept = Commitment.objects.get()
    assert (kept.state, kept.settled_on, kept.outcome) == ("withdrawn", TODAY, DECLINED.words)
    assert Decision.objects.get().client_told_how == CALLED.how
    assert said(running) == [
        "Priya Raman declined: “A monthly report”",
        "Tomas Eriksen noted that the client was told of: “A monthly report”",
    ]


@pytest.mark.usefixtures("promise")
def test_who_decides_anew_has_the_client_told_anew(
    running: Transition, priya: Who, tomas: Who
) -> None:
    decisions.decide(running.pk, read(running), OFFERED, priya)
    client.tell_client(running.pk, read(running), CALLED, tomas)

    decisions.decide(running.pk, read(running), DECLINED, priya)

    assert course(running) == Course.UNTOLD


@pytest.mark.parametrize("days", [-1, 1])
@pytest.mark.usefixtures("promise")
def test_the_client_is_told_between_the_decision_and_today(
    running: Transition, priya: Who, days: int
) -> None:
    decisions.decide(running.pk, read(running), DECLINED, priya)

    with pytest.raises(Refused, match="between the decision and today"):
        wrong = replace(CALLED, on=TODAY + timedelta(days=days))
        client.tell_client(running.pk, read(running), wrong, priya)


@pytest.mark.usefixtures("promise")
def test_both_kams_and_the_manager_speak_to_the_client_and_nobody_else(
    running: Transition, priya: Who, lead: User
) -> None:
    decisions.decide(running.pk, read(running), DECLINED, priya)
    adviser = UserFactory.create(full_name="Ruth Aigner")
    running.account.accesses.create(person=adviser)

    with pytest.raises(Refused, match="who manages this speak to the client"):
        client.tell_client(running.pk, read(running), CALLED, Who(adviser, NOW))
    client.tell_client(running.pk, read(running), CALLED, Who(lead, NOW))

    assert Decision.objects.get().client_told_by == lead


@pytest.mark.usefixtures("promise")
def test_what_is_taken_over_needs_no_word_to_the_client(running: Transition, priya: Who) -> None:
    decisions.decide(running.pk, read(running), TAKEN, priya)

    with pytest.raises(Refused, match="nothing about this commitment"):
        client.tell_client(running.pk, read(running), CALLED, priya)
    with pytest.raises(Refused, match="Nothing was offered"):
        client.agree(running.pk, read(running), priya)


def test_what_the_client_agrees_to_stands_in_place_of_the_promise(
    running: Transition, promise: Commitment, priya: Who
) -> None:
    decisions.decide(running.pk, read(running), OFFERED, priya)
    assert course(running) == Course.ASKED_ANEW
    client.tell_client(running.pk, read(running), CALLED, priya)
    assert course(running) == Course.IN_TALKS
    shown = read(running)

    for _ in range(2):
        client.agree(running.pk, shown, priya)

    promise.refresh_from_db()
    assert (promise.promise, promise.due_on) == (OFFERED.words, OFFERED.new_due_on)
    assert (promise.version, promise.updated_by) == (2, priya.by)
    assert course(running) == Course.AGREED
    assert undecided(running) == 0


@pytest.mark.usefixtures("promise")
def test_who_agrees_was_told(running: Transition, priya: Who) -> None:
    decisions.decide(running.pk, read(running), OFFERED, priya)

    client.agree(running.pk, read(running), priya)

    decision = Decision.objects.get()
    assert (decision.client_told_on, decision.client_told_how) == (TODAY, "They agreed")


@pytest.mark.parametrize(
    ("offered", "why"),
    [
        (replace(OFFERED, new_due_on=date(2026, 11, 23)), "today or a later day"),
        (Decided(Stance.RENEGOTIATES, "A monthly report", date(2026, 12, 1)), "promised already"),
    ],
)
@pytest.mark.usefixtures("promise")
def test_an_offer_is_something_new_for_a_day_to_come(
    running: Transition, priya: Who, offered: Decided, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        decisions.decide(running.pk, read(running), offered, priya)


def test_a_kam_settles_a_commitment_once(
    running: Transition, promise: Commitment, tomas: Who
) -> None:
    shown, kept = read(running), Settled(Promise.KEPT, TODAY, "Sent on Monday")

    for _ in range(2):
        commitments.settle(running.pk, shown, kept, tomas)

    promise.refresh_from_db()
    assert (promise.state, promise.settled_on, promise.outcome) == ("kept", TODAY, "Sent on Monday")
    assert undecided(running) == 0
    with pytest.raises(Refused, match="settled on 24 November 2026"):
        late = Read(promise.pk, f"{promise.version}.0")
        commitments.settle(running.pk, late, replace(kept, outcome="No"), tomas)


def test_nobody_settles_before_the_promise_or_after_today(
    running: Transition, promise: Commitment, tomas: Who
) -> None:
    for on in (date(2026, 9, 30), TODAY + timedelta(days=1)):
        with pytest.raises(Refused, match="between the promise and today"):
            commitments.settle(running.pk, read(running), Settled(Promise.KEPT, on, ""), tomas)


def test_who_is_let_in_but_not_on_the_team_settles_nothing(running: Transition) -> None:
    guest = UserFactory.create(full_name="Jonas Weiler")
    running.account.accesses.create(person=guest)
    shown = Commitment.objects.create(account=running.account, promise="A tour", updated_at=NOW)

    with pytest.raises(Refused, match="Priya Raman and who manages the transition settle"):
        kept = Settled(Promise.KEPT, TODAY, "")
        commitments.settle(running.pk, Read(shown.pk, "1.0"), kept, Who(guest, NOW))


@pytest.mark.parametrize("has_moved", [False, True])
@pytest.mark.usefixtures("promise")
def test_who_owns_the_account_is_named_among_who_settles(
    running: Transition, tomas: Who, priya: Who, has_moved: bool
) -> None:
    if has_moved:
        ownership.move(running.pk, by=running.manager, now=NOW, override_reason="Now")
    ines = UserFactory.create(full_name="Ines Prats")
    Account.objects.update(owner=ines)
    found = Transition.objects.get(pk=running.pk)
    kams = "Priya Raman, Ines Prats" if has_moved else "Tomas Eriksen, Priya Raman, Ines Prats"

    said = commitments.settlers(found)

    assert may_settle(ines, found)
    assert said == f"{kams} and who manages the transition settle commitments."


@pytest.mark.usefixtures("promise")
def test_who_handed_over_changes_no_commitment_once_ownership_has_moved(
    running: Transition, priya: Who, tomas: Who
) -> None:
    """From then on they only read the account, and what the client agrees to is written there."""
    decisions.decide(running.pk, read(running), OFFERED, priya)
    ownership.move(running.pk, by=running.manager, now=NOW, override_reason="Now")
    kept = Settled(Promise.KEPT, TODAY, "Sent")

    (shown,) = of_transition(Transition.objects.get(pk=running.pk), tomas.by)
    assert (shown.may_speak, shown.may_settle) == (False, False)
    with pytest.raises(Refused, match="speak to the client"):
        client.agree(running.pk, read(running), tomas)
    with pytest.raises(Refused, match="Priya Raman settles commitments, or who manages"):
        commitments.settle(running.pk, read(running), kept, tomas)
    client.agree(running.pk, read(running), priya)
    assert Commitment.objects.get().promise == "A report each quarter"
