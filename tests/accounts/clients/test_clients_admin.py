"""Administrators correct accounts in the admin, and the record of owners stays whole."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.clients.models import Account, Contact, Ownership
from accounts.clients.operations import accounts, contacts
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, OwnershipFactory
from tests.support.accounts import sent_to

pytestmark = pytest.mark.django_db

ACCOUNTS = "/admin/clients/account/"
CONTACTS = "/admin/clients/contact/"
NO_ROWS = {"contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0}


@pytest.fixture
def client(administrator: User, sign_in: SignIn) -> Client:
    return sign_in(administrator)


def answers(**changes: Any) -> dict[str, Any]:
    return {"name": "Orbello", "tier": "key", "currency": "EUR", "effort": 10, **NO_ROWS, **changes}


def person(**changes: Any) -> dict[str, Any]:
    known = {"influence": "medium", "relationship": 2, "loyalty": "unknown"}
    return {"name": "Emil Varga", **known, **changes}


def test_an_account_that_is_added_starts_the_ownership_of_its_owner(
    client: Client, owner: User, clock: time_machine.Traveller, today: date
) -> None:
    client.post(f"{ACCOUNTS}add/", answers(owner=owner.pk))

    tenure = Account.objects.get(name="Orbello").ownerships.get()
    assert (tenure.person, tenure.from_on, tenure.until_on) == (owner, today, None)


def test_who_holds_no_accounts_gets_none(client: Client, reader: User) -> None:
    answer = client.post(f"{ACCOUNTS}add/", answers(owner=reader.pk))

    assert "Select a valid choice" in answer.text
    assert not Account.objects.exists()


def test_a_change_counts_the_version_up_and_leaves_the_owner(
    client: Client, account: Account, owner: User, successor: User
) -> None:
    asked = answers(name="Brightwater", owner=successor.pk, seen=1)

    client.post(f"{ACCOUNTS}{account.pk}/change/", asked)

    account.refresh_from_db()
    assert (account.name, account.version, account.owner) == ("Brightwater", 2, owner)


def test_a_change_of_an_older_version_is_not_saved(
    client: Client, account: Account, today: date
) -> None:
    accounts.change(account.pk, {"region": "Linz"}, version=1, on=today)

    answer = client.post(
        f"{ACCOUNTS}{account.pk}/change/", answers(name="Brightwater", seen=1), follow=True
    )

    account.refresh_from_db()
    assert "Brightwater Foods was changed since you opened it. Nothing was saved." in answer.text
    assert (account.name, account.region) == ("Brightwater Foods", "Linz")


@pytest.mark.parametrize("model", ["ownership", "access"])
def test_who_had_and_who_sees_an_account_is_only_read(
    model: str, client: Client, account: Account
) -> None:
    row = (OwnershipFactory if model == "ownership" else AccessFactory).create(account=account)
    address = f"/admin/clients/{model}/"

    asked = [f"{address}add/", f"{address}{row.pk}/change/", f"{address}{row.pk}/delete/"]
    codes = [client.post(path, {"post": "yes"}).status_code for path in asked]

    assert codes == [403, 403, 403]
    assert "Brightwater Foods" in client.get(f"{address}{row.pk}/change/").text


def test_an_account_is_deleted_with_its_record(client: Client, account: Account) -> None:
    OwnershipFactory.create(account=account)
    AccessFactory.create(account=account)

    client.post(f"{ACCOUNTS}{account.pk}/delete/", {"post": "yes"})

    assert not Account.objects.exists()
    assert not Ownership.objects.exists()


def test_the_key_mark_moves_to_the_contact_that_gets_it(client: Client, account: Account) -> None:
    client.post(f"{CONTACTS}add/", person(account=account.pk, name="Ulrike Sandmeer"))
    client.post(f"{CONTACTS}add/", person(account=account.pk))
    emil = Contact.objects.get(name="Emil Varga")

    client.post(f"{CONTACTS}{emil.pk}/change/", person(is_key="on", seen=1))

    assert list(account.contacts.filter(is_key=True)) == [emil]
    emil.refresh_from_db()
    assert emil.version == 2


def test_a_stale_page_of_a_contact_saves_nothing(client: Client, account: Account) -> None:
    emil = contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))
    contacts.change(emil.pk, {"position": "Logistics"}, sent_to(emil.account), version=1)

    client.post(f"{CONTACTS}{emil.pk}/change/", person(position="Stores", seen=1))

    emil.refresh_from_db()
    assert emil.position == "Logistics"


def test_removing_contacts_leaves_the_mark_with_the_last_one(
    client: Client, account: Account
) -> None:
    ulrike, emil = (
        contacts.add(account.pk, {"name": name}, sent_to(account)) for name in ("Ulrike", "Emil")
    )

    chosen = {"action": "delete_selected", "_selected_action": [str(ulrike.pk)], "post": "yes"}
    client.post(CONTACTS, chosen)

    assert list(account.contacts.filter(is_key=True)) == [emil]


@pytest.mark.parametrize("relationship", ["", 4])
def test_how_well_the_owner_knows_a_contact_is_not_written_for_them(
    client: Client, account: Account, relationship: object
) -> None:
    contact = Contact.objects.create(account=account, name="Emil Varga", relationship=1)
    page = f"{CONTACTS}{contact.pk}/change/"

    client.post(page, person(relationship=relationship, phone="+43 1 555", seen=contact.version))

    contact.refresh_from_db()
    assert (contact.phone, contact.relationship) == ("+43 1 555", 1)
    assert 'name="relationship"' not in client.get(page).text


def test_nor_of_one_that_is_added(client: Client, account: Account) -> None:
    client.post(f"{CONTACTS}add/", person(account=account.pk))

    assert Contact.objects.get().relationship is None
