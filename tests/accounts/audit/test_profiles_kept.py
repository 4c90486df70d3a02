"""What is written about an account is kept, too: row by row, field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import Model

from accounts.audit.models import FieldChange
from accounts.audit.queries.audited import BY_MODEL
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import (
    Contract,
    Interaction,
    NothingToTell,
    Opening,
    Preferences,
    SystemAccess,
)
from accounts.profile.operations import rapport, records
from accounts.profile.operations.records import Sent
from accounts.strategy.models import Measure, PlanPaper, PlanVersion, Reading
from config.lib import acting
from tests.factories.accounts import ContactFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
Kept = Callable[[], list[tuple[str, str, str, str]]]
SAID_ONCE = {NothingToTell, Opening}
"""What says itself who said it and when, and is replaced by what they say next."""


@pytest.fixture
def kept(account: Account, owner: User) -> Kept:
    """What is kept of the account from here on: what, of which row, from what to what."""
    newest = FieldChange.objects.first()
    last = newest.pk if newest else 0

    def rows() -> list[tuple[str, str, str, str]]:
        found = FieldChange.objects.filter(pk__gt=last, account=account, by=owner).order_by("pk")
        return list(found.values_list("what", "thing", "old", "new"))

    return rows


@pytest.mark.parametrize(
    ("room", "left_out"), [("profile", SAID_ONCE), ("strategy", {PlanVersion, PlanPaper})]
)
def test_every_kind_of_row_of_a_profile_and_of_a_plan_is_kept(
    room: str, left_out: set[type[Model]]
) -> None:
    models = set(apps.get_app_config(room).get_models())

    assert models - set(BY_MODEL) == left_out


def test_a_contract_is_kept_with_each_changed_field(
    account: Account, owner: User, kept: Kept
) -> None:
    sent = Sent(owner, NOW)
    with acting.by(owner.pk, at=NOW):
        values = {"title": "Frame", "starts_on": date(2022, 4, 1), "yearly_value": Decimal(5)}
        contract = records.add(Contract, account.pk, values, sent)
        changed = {"yearly_value": Decimal("7.50"), "is_level_kept": False, "renewal": "renews"}
        records.change(Contract, contract.pk, changed, sent, version=1)
        records.remove(Contract, contract.pk)

    assert kept() == [
        ("contract", "Frame", "", "Frame"),
        ("contract.yearly_value", "Frame", "5.00", "7.50"),
        ("contract.renewal", "Frame", "It is negotiated anew", "It renews by itself"),
        ("contract.is_level_kept", "Frame", "", "No"),
        ("contract.title", "Frame", "Frame", ""),
        ("contract.yearly_value", "Frame", "7.50", ""),
        ("contract.starts_on", "Frame", "Fri 1 Apr 2022", ""),
        ("contract.renewal", "Frame", "It renews by itself", ""),
        ("contract.is_level_kept", "Frame", "No", ""),
        ("contract", "Frame", "Frame", ""),
    ]


def test_what_an_account_has_once_is_kept_field_by_field_from_the_first_time(
    account: Account, owner: User, kept: Kept
) -> None:
    sent = Sent(owner, NOW)
    with acting.by(owner.pk, at=NOW):
        records.keep(Preferences, account.pk, {"language": "German"}, sent, version=0)
        records.keep(Preferences, account.pk, {"language": "French"}, sent, version=1)

    assert kept() == [
        ("preferences.language", "", "", "German"),
        ("preferences.language", "", "German", "French"),
    ]


def test_a_measure_that_is_removed_is_kept_with_what_it_showed(
    account: Account, owner: User, kept: Kept
) -> None:
    sent = Sent(owner, NOW)
    with acting.by(owner.pk, at=NOW):
        measure = records.add(Measure, account.pk, {"name": "On time", "target": 98}, sent)
        read = {"measure": measure, "read_on": date(2026, 10, 1), "value": Decimal(97)}
        records.add(Reading, account.pk, read, Sent(owner, NOW))
        records.change(Measure, measure.pk, {"target": Decimal(99)}, sent, version=1)
        records.remove(Measure, measure.pk)

    assert kept() == [
        ("measure", "On time", "", "KPI: On time"),
        ("reading", "On time, 1 Oct 2026", "", "On time, 1 Oct 2026"),
        ("measure.target", "On time", "98.00", "99.00"),
        ("reading.measure", "On time, 1 Oct 2026", "On time", ""),
        ("reading.read_on", "On time, 1 Oct 2026", "Thu 1 Oct 2026", ""),
        ("reading.value", "On time, 1 Oct 2026", "97.00", ""),
        ("reading", "On time, 1 Oct 2026", "On time, 1 Oct 2026", ""),
        ("measure.name", "On time", "On time", ""),
        ("measure.kind", "On time", "KPI", ""),
        ("measure.target", "On time", "99.00", ""),
        ("measure.direction", "On time", "More is better", ""),
        ("measure.is_shared", "On time", "No", ""),
        ("measure", "On time", "KPI: On time", ""),
    ]


def test_how_well_somebody_knows_a_contact_is_kept(account: Account, successor: User) -> None:
    contact = ContactFactory.create(account=account, name="Ulrike Sandmeer")
    sent = Sent(successor, NOW)
    with acting.by(successor.pk, at=NOW):
        rapport.judge(account.pk, {contact.pk: 1}, sent)
        rapport.judge(account.pk, {contact.pk: 3}, sent)

    rows = FieldChange.objects.filter(account=account, by=successor, what="rapport.strength")
    assert list(rows.values_list("thing", "old", "new")) == [
        ("Priya Raman, Ulrike Sandmeer", "Weak", "Good")
    ]


def test_rows_without_a_name_are_told_by_what_they_say(
    account: Account, owner: User, kept: Kept
) -> None:
    talk = {"held_on": date(2026, 11, 3), "channel": "phone", "summary": "Prices of next year"}
    with acting.by(owner.pk, at=NOW):
        records.add(Interaction, account.pk, talk, Sent(owner, NOW))
        records.add(SystemAccess, account.pk, {"name": "Fleet", "kind": "crm"}, Sent(owner, NOW))

    assert [new for _, _, _, new in kept()] == [
        "Phone: Prices of next year",
        "CRM: Fleet",
    ]
