"""Contacts are written in their section of the profile, as everything else there is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.clients.models import Account, Contact
from accounts.clients.operations import contacts
from accounts.clients.operations.sent import Sent
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import ContactFactory
from tests.support.accounts import NOW, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomas(sign_in: SignIn, owner: User) -> Client:
    return sign_in(owner)


@pytest.fixture
def ulrike(account: Account) -> Contact:
    return ContactFactory.create(account=account, name="Ulrike Sandmeer", is_key=True)


def profile(account: Account, rest: str = "") -> str:
    return f"/accounts/{account.pk}/profile/{rest}"


def new(account: Account) -> str:
    return reverse("contact_new", args=[account.pk])


def edit(contact: Contact) -> str:
    return reverse("contact_edit", args=[contact.account_id, contact.pk])


def hx(account: Account) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{profile(account)}"}


VALUES = {"name": "Emil Varga", "loyalty": "unknown", "phone": "+43 1 555"}


@pytest.mark.usefixtures("clock")
def test_a_contact_is_added_in_the_section(tomas: Client, account: Account) -> None:
    opened = tomas.get(new(account), headers=hx(account)).text
    assert "<html" not in opened
    assert opened.count('<section class="sec pf-s" id="people"') == 1
    assert f'hx-post="{new(account)}" hx-target="#people"' in opened

    saved = tomas.post(new(account), VALUES, headers=hx(account)).text

    assert "Emil Varga added." in saved
    assert 'id="pf-nav"' in saved
    assert "Updated 24 Nov by Tomas" in saved
    assert 'href="tel:+431555"' in saved
    assert f'id="edit-contacts-{Contact.objects.get().pk}"' in saved


def test_a_mistake_is_said_in_the_section(tomas: Client, account: Account) -> None:
    answer = tomas.post(new(account), {**VALUES, "name": ""}, headers=hx(account))

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Fill this in." in answer.text
    assert not account.contacts.exists()


def test_a_newer_version_is_shown_in_the_section(
    tomas: Client, account: Account, ulrike: Contact
) -> None:
    contacts.change(ulrike.pk, {"position": "Board"}, sent_to(account), version=1)
    mine = {**VALUES, "name": ulrike.name, "position": "Procurement", "version": 1}

    stale = tomas.post(edit(ulrike), mine, headers=hx(account))

    assert stale.status_code == 409
    assert "<html" not in stale.text
    assert "<td>Board</td><td>Procurement</td>" in stale.text


def test_without_javascript_the_form_is_a_page_that_leads_back_to_the_section(
    tomas: Client, account: Account, ulrike: Contact
) -> None:
    page = tomas.get(edit(ulrike)).text
    assert "<h1>Edit Ulrike Sandmeer</h1>" in page
    assert f'action="{edit(ulrike)}"' in page

    saved = tomas.post(edit(ulrike), {**VALUES, "version": 1})
    remove = reverse("contact_remove", args=[account.pk, ulrike.pk])
    removed = tomas.post(remove)

    assert saved.headers["Location"] == removed.headers["Location"] == profile(account, "#people")


def test_from_the_page_of_the_account_one_is_back_there(
    tomas: Client, account: Account, ulrike: Contact
) -> None:
    page = tomas.get(account.get_absolute_url()).text
    found = re.search(rf'href="({edit(ulrike)}[^"]*)"', page)
    assert found

    form = tomas.get(found[1]).text
    saved = tomas.post(found[1], {**VALUES, "version": 1})

    assert f'action="{found[1]}"' in form
    assert f'href="{account.get_absolute_url()}#contacts"' in form
    assert saved.headers["Location"] == f"{account.get_absolute_url()}#contacts"
    asked = tomas.get(reverse("contact_remove", args=[account.pk, ulrike.pk]) + "?back=account")
    assert f'href="{account.get_absolute_url()}#contacts"' in asked.text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "account/x", ""])
def test_one_is_sent_back_nowhere_else(
    tomas: Client, account: Account, ulrike: Contact, back: str
) -> None:
    saved = tomas.post(f"{edit(ulrike)}?back={back}", {**VALUES, "version": 1})

    assert saved.headers["Location"] == profile(account, "#people")


def test_who_only_reads_is_offered_no_form(
    account: Account, ulrike: Contact, reader: User, sign_in: SignIn
) -> None:
    page = sign_in(reader).get(profile(account)).text

    assert "Ulrike Sandmeer" in page
    assert edit(ulrike) not in page
    assert new(account) not in page


@pytest.mark.usefixtures("clock")
def test_people_grow_old_like_everything_else(tomas: Client, account: Account) -> None:
    contact = contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))
    assert "Updated 24 Nov by Tomas" in tomas.get(profile(account, "#people")).text

    Contact.objects.filter(pk=contact.pk).update(updated_at=NOW.replace(month=8))
    page = tomas.get(profile(account))
    assert "Old: 24 Aug by Tomas" in page.text

    Contact.objects.filter(pk=contact.pk).update(updated_at=None)
    shown = tomas.get(profile(account)).context["page"].section("people")
    assert (shown.updated_on, shown.is_old, shown.is_empty) == (None, False, False)


def test_to_save_a_contact_as_it_is_changes_nothing(account: Account, successor: User) -> None:
    contact = contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))
    account.owner = successor

    contacts.change(contact.pk, {"name": "Emil Varga"}, sent_to(account), version=1)

    contact.refresh_from_db()
    assert (contact.version, contact.updated_by) == (1, contact.account.owner)


def test_who_changes_a_contact_is_who_wrote_it_last(account: Account, successor: User) -> None:
    contact = contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))
    later = Sent(successor, NOW + timedelta(days=1))

    contacts.change(contact.pk, {"name": "Dr. Emil Varga"}, later, version=1)

    contact.refresh_from_db()
    assert (contact.updated_by, contact.updated_at) == (successor, later.now)


@pytest.mark.parametrize("many", [1, 3])
def test_the_form_asks_the_same_however_many_people_there_are(
    tomas: Client, account: Account, ulrike: Contact, many: int
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            tomas.get(edit(ulrike), headers=hx(account))
        return len(asked)

    ContactFactory.create(account=account)
    tomas.get(edit(ulrike))
    before = count()

    for _ in range(many):
        contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))

    assert count() == before
