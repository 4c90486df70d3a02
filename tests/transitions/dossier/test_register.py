"""The list of all commitments that somebody reads: what it finds, who owes them, its file."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from accounts.profile.models import Commitment
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.dossier.choices import Course, Stance
from transitions.dossier.operations import client as speaking
from transitions.dossier.operations import decisions
from transitions.dossier.operations.client import Told
from transitions.dossier.operations.commitments import Read
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.queries.commitments import of_transition
from transitions.dossier.queries.register import register
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db


@pytest.fixture
def takes(sign_in: SignIn, successor: User) -> Client:
    """Priya, who takes over."""
    return sign_in(successor)


def stamp(running: Transition) -> str:
    (one,) = of_transition(running, running.incoming)
    return one.stamp


def named(answer: Any) -> list[str]:
    return [one.commitment.promise for one in answer.context["rows"]]


def test_the_list_has_the_open_commitments_of_all_accounts_that_somebody_sees(
    running: Transition, promise: Commitment, sign_in: SignIn, owner: User, stranger: User
) -> None:
    other = AccountFactory.create(owner=owner, name="Kestrel Logistics", currency="CHF")
    made = {"account": other, "updated_at": NOW}
    Commitment.objects.create(promise="A night plan", value=Decimal(500), **made)
    Commitment.objects.create(promise="Badges", state="kept", settled_on=TODAY, **made)

    answer = sign_in(owner).get("/commitments/")

    assert named(answer) == ["A monthly report", "A night plan"]
    assert list(answer.context["promised"]) == [
        (Decimal(500), "CHF"),
        (Decimal(12000), "EUR"),
    ]
    urls = [one.url for one in answer.context["rows"]]
    assert urls == [
        f"/transitions/{running.pk}/dossier/#of-commitments",
        f"/accounts/{other.pk}/profile/#commitments",
    ]
    assert named(sign_in(stranger).get("/commitments/")) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=all", ["Badges", "A monthly report", "A night plan"]),
        ("state=kept", ["Badges"]),
        ("due=late", []),
        ("due=week", ["A monthly report"]),
        ("due=none", ["A night plan"]),
        ("decision=undecided", ["A monthly report", "A night plan"]),
        ("decision=taken", []),
        ("whose=me", ["A monthly report"]),
        ("q=monthly tomas", ["A monthly report"]),
        ("q=mail of 5", ["A monthly report"]),
        ("sort=-promise", ["A night plan", "A monthly report"]),
        ("sort=-value", ["A monthly report", "A night plan"]),
        ("account=0", []),
    ],
)
@pytest.mark.usefixtures("promise")
def test_the_list_is_searched_filtered_and_sorted(
    running: Transition,
    sign_in: SignIn,
    owner: User,
    lead: User,
    asked: str,
    found: list[str],
) -> None:
    made = {"account": running.account, "updated_at": NOW}
    Commitment.objects.create(promise="A night plan", made_by=lead, **made)
    Commitment.objects.create(
        promise="Badges", state="kept", settled_on=TODAY, due_on=date(2026, 11, 2), **made
    )

    assert named(sign_in(owner).get(f"/commitments/?{asked}")) == found


def test_the_list_comes_as_a_file(
    running: Transition, promise: Commitment, takes: Client, priya: Who
) -> None:
    decisions.decide(
        running.pk, Read(promise.pk, stamp(running)), Decided(Stance.TAKES_OVER), priya
    )

    answer = takes.get("/commitments/export/csv/?state=all")

    text = answer.getvalue().decode("utf-8-sig")
    heads, row = list(csv.reader(StringIO(text)))[:2]
    told = dict(zip(heads, row, strict=True))
    assert told["Commitment"] == "A monthly report"
    assert told["Owed by"] == "Priya Raman"
    assert told["Decision"] == "Taken over"
    assert told["Currency"] == "EUR"


def owes(user: User) -> list[str]:
    return [one.owes_name for one in register(user)]  # type: ignore[attr-defined]


def test_who_owes_a_commitment_changes_with_the_handover(
    running: Transition, promise: Commitment, priya: Who, owner: User, lead: User
) -> None:
    Commitment.objects.update(made_by=lead)
    assert owes(owner) == ["Helena Brandt"]
    lead.is_active = False
    lead.save(update_fields=["is_active"])
    assert owes(owner) == ["Tomas Eriksen"]

    decisions.decide(
        running.pk, Read(promise.pk, stamp(running)), Decided(Stance.TAKES_OVER), priya
    )
    assert owes(owner) == ["Priya Raman"]
    running.account.owner = UserFactory.create(full_name="Jonas Weiler")
    running.account.save(update_fields=["owner"])
    Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=TODAY)

    assert owes(running.account.owner) == ["Jonas Weiler"]


def test_what_was_promised_after_the_account_moved_is_owed_by_who_promised_it(
    running: Transition, promise: Commitment, owner: User, lead: User
) -> None:
    Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=TODAY)
    Commitment.objects.update(made_by=lead, made_on=date(2026, 11, 25))

    assert owes(owner) == ["Helena Brandt"]


@pytest.mark.parametrize("told", [None, Told(TODAY, "Call")])
@pytest.mark.parametrize("stance", [None, *Stance])
@pytest.mark.parametrize("then", ["", "changed", "moved", "agreed"])
def test_the_list_says_the_same_as_the_dossier(
    running: Transition,
    promise: Commitment,
    priya: Who,
    stance: Stance | None,
    told: Told | None,
    then: str,
) -> None:
    if stance:
        due = date(2027, 1, 31) if stance == Stance.RENEGOTIATES else None
        words = "" if stance == Stance.TAKES_OVER else "Less"
        read = Read(promise.pk, stamp(running))
        decisions.decide(running.pk, read, Decided(stance, words, due), priya)
    if told and stance and stance != Stance.TAKES_OVER:
        speaking.tell_client(running.pk, Read(promise.pk, stamp(running)), told, priya)
        # As the version before left what was declined, which this one settles.
        Commitment.objects.update(state="open", settled_on=None, outcome="", version=1)
    if then == "agreed" and stance == Stance.RENEGOTIATES:
        speaking.agree(running.pk, Read(promise.pk, stamp(running)), priya)
    if then == "changed":
        Commitment.objects.update(version=9)
    if then == "moved":
        Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=TODAY)
        running.refresh_from_db()

    (shown,), (listed,) = of_transition(running, priya.by), register(priya.by)

    assert Course(listed.course) == shown.course  # type: ignore[attr-defined]


@pytest.mark.parametrize("many", [1, 3])
def test_one_and_three_commitments_cost_the_same_queries(
    running: Transition, takes: Client, many: int, owner: User
) -> None:
    for number in range(many):
        account = running.account if number == 0 else AccountFactory.create(owner=owner)
        if number:
            make_transition(account=account, incoming=running.incoming, manager=running.manager)
        Commitment.objects.create(
            account=account,
            promise=f"Promise {number}",
            made_by=owner,
            contact=ContactFactory.create(account=account),
            updated_at=NOW,
        )
        Commitment.objects.create(account=running.account, promise="More", updated_at=NOW)
    takes.get("/commitments/")

    with CaptureQueriesContext(connection) as asked:
        answer = takes.get("/commitments/")
    with CaptureQueriesContext(connection) as part:
        takes.get(f"/transitions/{running.pk}/dossier/commitments/", headers={"HX-Request": "true"})

    assert len(answer.context["rows"]) == 2 * many
    assert (len(asked), len(part)) == (9, 9)
