"""An account's page shows what is known; who may, changes it, and nobody overwrites unseen."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.clients.models import Account
from accounts.clients.operations import accounts, contacts
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, ContactFactory, OwnershipFactory
from tests.factories.people import UserFactory
from tests.support.accounts import edit, sent_to, typed

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_is_known_and_offers_what_is_not(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=account.pk).update(
        industry="Food and drink", website="https://brightwater.example"
    )

    page = sign_in(owner).get(account.get_absolute_url()).content.decode()

    assert "Food and drink" in page
    assert 'href="https://brightwater.example" rel="noopener noreferrer"' in page
    assert "Add region" in page
    assert "Add industry" not in page
    assert "<dt>Region</dt>" not in page


def test_owners_now_and_before_are_named_with_their_days(
    account: Account, successor: User, reader: User, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    OwnershipFactory.create(account=account, from_on=date(2022, 3, 1))
    accounts.hand_to(account.pk, successor, date(2026, 11, 2))

    page = sign_in(reader).get(account.get_absolute_url()).content.decode()

    assert "since 2 Nov" in page
    assert "1 Mar 2022 – 1 Nov 2026" in page


def test_a_reader_reads_but_is_offered_nothing_to_change(
    account: Account, reader: User, sign_in: SignIn
) -> None:
    page = sign_in(reader).get(account.get_absolute_url()).content.decode()

    assert "Not recorded yet: industry" in page
    assert edit(account) not in page
    assert "Start a transition" not in page


def test_managers_start_a_transition_from_here(
    account: Account, lead: User, owner: User, sign_in: SignIn
) -> None:
    link, shown = reverse("account_transition", args=[account.pk]), account.get_absolute_url()
    client = sign_in(lead)

    assert f'href="{link}"' in client.get(shown).text
    assert client.get(link).headers["Location"] == f"/transitions/new/?account={account.pk}"
    assert f'href="{link}"' not in sign_in(owner).get(shown).text


def test_an_account_that_changes_hands_offers_no_second_start(
    account: Account, lead: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=account.pk).update(is_changing_hands=True)

    page = sign_in(lead).get(account.get_absolute_url()).text

    assert "Open the running transition" in page
    assert "Start a transition" not in page


@pytest.mark.parametrize("path", ["", "edit/", "contacts/new/"])
def test_a_stranger_finds_nothing(
    path: str, account: Account, stranger: User, sign_in: SignIn
) -> None:
    url = f"/accounts/{account.pk}/{path}"

    answers = [sign_in(stranger).get(url), sign_in(stranger).post(url, {"name": "Mine"})]

    account.refresh_from_db()
    assert [answer.status_code for answer in answers] == ([404, 404] if path else [404, 405])
    assert account.name == "Brightwater Foods"


@pytest.mark.parametrize("path", ["edit/", "contacts/new/"])
def test_a_reader_writes_nothing(
    path: str, account: Account, reader: User, sign_in: SignIn
) -> None:
    answer = sign_in(reader).post(f"/accounts/{account.pk}/{path}", typed(account, name="Mine"))

    account.refresh_from_db()
    assert answer.status_code == 403
    assert (account.name, account.contacts.count()) == ("Brightwater Foods", 0)


def test_who_was_only_let_in_reads_but_does_not_write(
    account: Account, successor: User, sign_in: SignIn
) -> None:
    AccessFactory.create(account=account, person=successor)
    client = sign_in(successor)

    assert "Brightwater Foods" in client.get(account.get_absolute_url()).content.decode()
    assert client.post(edit(account), typed(account, name="Mine")).status_code == 403


def test_a_confidential_account_does_not_exist_for_a_reader(
    account: Account, reader: User, lead: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=account.pk).update(is_confidential=True)

    assert sign_in(reader).get(account.get_absolute_url()).status_code == 404
    assert "Confidential" in sign_in(lead).get(account.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_with_one_contact_and_with_three(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    boss = contacts.add(account.pk, {"name": "Ulrike Sandmeer"}, sent_to(account))
    OwnershipFactory.create(account=account)
    client = sign_in(owner)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "Ulrike" in client.get(account.get_absolute_url()).content.decode()
        return len(captured)

    with_one = cost()
    ContactFactory.create_batch(2, account=account, reports_to=boss)

    assert cost() == with_one


def test_where_nobody_looks_after_accounts_an_administrator_invites_first(
    administrator: User, sign_in: SignIn
) -> None:
    client, invite = sign_in(administrator), 'href="/people/invitations/new/"'

    empty = [client.get(address).text for address in ("/accounts/", "/accounts/new/")]
    UserFactory.create()
    ready = [client.get(address).text for address in ("/accounts/", "/accounts/new/")]

    for page in empty:
        assert "Nobody here looks after accounts yet." in page
        assert invite in page
    for page in ready:
        assert "Nobody here looks after accounts yet." not in page
        assert invite not in page


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("last_day", "why"),
    [(None, "has left"), (date(2026, 11, 23), "has left"), (date(2026, 12, 1), "is deactivated")],
)
def test_of_an_owner_who_is_gone_the_page_says_what_is_true(
    account: Account, lead: User, sign_in: SignIn, last_day: date | None, why: str
) -> None:
    User.objects.filter(pk=account.owner_id).update(is_active=False, last_day_on=last_day)

    page = sign_in(lead).get(account.get_absolute_url()).text

    assert f"{account.owner.full_name} {why}; nobody looks after it now." in page
    assert f"and its owner {why}" in page
