"""The research list: who takes over ticks off what they went through, as it was then."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from accounts.profile.models import Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW
from tests.transitions.reports.transfer.conftest import LATER, document
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who
from transitions.reports.choices import Edition
from transitions.reports.models import Reading
from transitions.reports.operations import readings
from transitions.reports.operations.readings import CHANGED, GONE, Ticked
from transitions.reports.queries.transfer.research import line_of
from transitions.reports.queries.transfer.shapes import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(told: Transition) -> str:
    return f"contracts-{Contract.objects.get().pk}"


def line(found: Transition, key: str, edition: Edition = Edition.FULL) -> Line:
    shown = line_of(document(found, edition).section("research"), key)
    assert shown is not None
    return shown


def test_it_has_systems_documents_contracts_and_public_sources(told: Transition) -> None:
    blocks = document(told).section("research").blocks

    assert [(block.title, [one.title for one in block.lines]) for block in blocks] == [  # type: ignore[attr-defined]
        ("Systems to sign in to", ["Fleet portal"]),
        ("Documents to read", ["Frame contract, signed"]),
        ("Contracts to read", ["Frame contract"]),
        (
            "Public sources",
            [
                "Their web site",
                "News of Brightwater Foods and of its industry",
                "Annual report and commercial register",
            ],
        ),
    ]


def test_a_line_is_ticked_once_however_often_it_is_sent_and_taken_back(
    told: Transition, successor: User, key: str
) -> None:
    for now in (NOW, LATER):
        readings.tick(told.pk, Ticked(key, 1, is_read=True), Who(successor, now))

    assert line(told, key).is_read
    assert line(told, key).said == "Priya Raman, 24 Nov 2026"
    assert Reading.objects.get().read_at == NOW
    assert document(told).section("research").said == "Priya Raman has gone through 1 of 6."

    for _ in range(2):
        readings.tick(told.pk, Ticked(key, 1, is_read=False), Who(successor, LATER))

    assert not line(told, key).is_read


def test_what_changed_since_is_to_be_gone_through_again(
    told: Transition, owner: User, successor: User, key: str
) -> None:
    readings.tick(told.pk, Ticked(key, 1, is_read=True), Who(successor, NOW))
    contract = Contract.objects.get()
    records.change(Contract, contract.pk, {"number": "114"}, Sent(owner, NOW), version=1)

    assert (line(told, key).is_read, line(told, key).said) == (
        False,
        "Changed since Priya Raman, 24 Nov 2026",
    )
    with pytest.raises(Refused, match=CHANGED):
        readings.tick(told.pk, Ticked(key, 1, is_read=True), Who(successor, LATER))
    readings.tick(told.pk, Ticked(key, 2, is_read=True), Who(successor, LATER))
    assert line(told, key).is_read


def test_what_is_not_on_the_list_cannot_be_ticked(told: Transition, successor: User) -> None:
    with pytest.raises(Refused, match=GONE):
        readings.tick(told.pk, Ticked("contracts-0", 1, is_read=True), Who(successor, NOW))


def test_only_who_takes_over_ticks_and_nobody_later_inherits_that(
    told: Transition, owner: User, successor: User, key: str
) -> None:
    with pytest.raises(Refused, match="goes through the research list"):
        readings.tick(told.pk, Ticked(key, 1, is_read=True), Who(owner, NOW))
    readings.tick(told.pk, Ticked(key, 1, is_read=True), Who(successor, NOW))

    told.incoming = UserFactory.create(full_name="Kim Sato")
    told.save()

    assert not line(told, key).is_read
