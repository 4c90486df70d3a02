"""What is written about an account is kept, too: row by row, field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps

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


def test_every_kind_of_row_of_a_profile_is_kept() -> None:
    models = set(apps.get_app_config("profile").get_models())

    assert models - set(BY_MODEL) == SAID_ONCE


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
