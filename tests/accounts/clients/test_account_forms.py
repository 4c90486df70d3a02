"""Accounts are added and changed by who may, and nobody overwrites unseen."""

from datetime import date

import pytest
import time_machine

from accounts.clients.models import Account
from accounts.clients.operations import accounts
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import OwnershipFactory
from tests.support.accounts import edit, typed

pytestmark = pytest.mark.django_db
NEW = "/accounts/new/"


def test_a_kam_owns_what_they_add_and_cannot_choose(
    owner: User, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    values = {"name": "Orbello", "tier": "key", "currency": "eur", "effort": 10}

    form = client.get(NEW).content.decode()
    client.post(NEW, {**values, "owner": successor.pk})

    added = Account.objects.get()
    assert 'name="owner"' not in form
    assert (added.owner, added.currency) == (owner, "EUR")
    assert added.ownerships.get().person == owner


def test_a_manager_chooses_an_owner_of_their_teams(
    lead: User, owner: User, stranger: User, sign_in: SignIn
) -> None:
    values = {"name": "Orbello", "tier": "key", "currency": "EUR", "effort": 10}
    client = sign_in(lead)

    refused = client.post(NEW, {**values, "owner": stranger.pk})
    client.post(NEW, {**values, "owner": owner.pk})

    assert refused.status_code == 422
    assert "Select a valid choice" in refused.content.decode()
    assert Account.objects.get().owner == owner


def test_an_administrator_chooses_from_all_teams(
    administrator: User, stranger: User, sign_in: SignIn
) -> None:
    values = {"name": "Orbello", "tier": "key", "currency": "EUR", "effort": 10}

    sign_in(administrator).post(NEW, {**values, "owner": stranger.pk})

    assert Account.objects.get().owner == stranger


def test_a_leader_adds_nothing(reader: User, sign_in: SignIn) -> None:
    answer = sign_in(reader).post(NEW, {"name": "Orbello"})

    assert answer.status_code == 403
    assert not Account.objects.exists()


def test_a_kam_cannot_give_their_account_away(
    account: Account, owner: User, successor: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(edit(account), typed(account, owner=successor.pk, region="Linz"))

    account.refresh_from_db()
    assert answer.status_code == 302
    assert (account.owner, account.region) == (owner, "Linz")


def test_a_manager_changes_the_owner_and_the_record_follows(
    account: Account,
    lead: User,
    successor: User,
    sign_in: SignIn,
    clock: time_machine.Traveller,
    today: date,
) -> None:
    OwnershipFactory.create(account=account)

    sign_in(lead).post(edit(account), typed(account, owner=successor.pk))

    account.refresh_from_db()
    assert account.owner == successor
    assert account.ownerships.get(until_on=None).from_on == today


def test_another_owner_is_refused_beside_the_field_while_a_handover_is_under_way(
    account: Account, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    accounts.set_changing_hands(account.pk, True)

    answer = sign_in(lead).post(edit(account), typed(account, owner=successor.pk))

    page = answer.content.decode()
    account.refresh_from_db()
    assert answer.status_code == 422
    assert "Its owner changes when that transition moves ownership" in page
    assert "id_owner_error" in page
    assert account.owner == owner


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Fill this in."),
        ({"annual_revenue": "-5"}, "Write 0 or more."),
        ({"annual_revenue": "much"}, "Write a number."),
        ({"currency": "Euro"}, "At most 3 characters"),
        ({"country": "A1"}, "Select a valid choice."),
        ({"website": "javascript:alert(1)"}, "Enter a web address, such as example.com."),
        ({"website": "ftp://files.example"}, "Enter a web address, such as example.com."),
        ({"client_since_on": "2026-02-31"}, "This is no date."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_is_kept(
    changes: dict[str, str], sentence: str, account: Account, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(edit(account), typed(account, region="Kept region", **changes))

    page = answer.content.decode()
    account.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in page
    assert "Kept region" in page
    assert account.region == ""


def test_a_name_that_exists_is_refused_beside_the_field(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    values = {"name": "brightwater foods", "tier": "key", "currency": "EUR", "effort": 10}

    answer = sign_in(owner).post(NEW, values)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'or <a href="{account.get_absolute_url()}">open that account</a>' in page
    assert "id_name_error" in page


def test_a_name_of_an_account_that_is_hidden_is_refused_without_a_word_about_it(
    account: Account, stranger: User, sign_in: SignIn
) -> None:
    values = {"name": "brightwater foods", "tier": "key", "currency": "EUR", "effort": 10}

    page = sign_in(stranger).post(NEW, values).content.decode()

    assert "This name is taken. Choose another, or ask an administrator." in page
    assert account.get_absolute_url() not in page
    assert "Brightwater Foods" not in page


def test_a_stale_form_shows_both_versions_and_saves_on_the_second_try(
    account: Account, owner: User, sign_in: SignIn, today: date
) -> None:
    accounts.change(account.pk, {"industry": "Dairy"}, version=1, on=today)
    client = sign_in(owner)

    stale = client.post(edit(account), typed(account, industry="Food", version=1))
    page = stale.content.decode()
    account.refresh_from_db()

    assert stale.status_code == 409
    assert "This account was changed since you opened it." in page
    assert "<td>Dairy</td><td>Food</td>" in page
    assert 'name="version" value="2"' in page
    assert account.industry == "Dairy"

    client.post(edit(account), typed(account, industry="Food", version=2))
    account.refresh_from_db()
    assert (account.industry, account.version) == ("Food", 3)


def test_a_form_without_a_version_counts_as_stale(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(edit(account), typed(account, industry="Food", version=""))

    account.refresh_from_db()
    assert answer.status_code == 409
    assert account.industry == ""


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("field", "nonsense", "sentence"),
    [
        ("client_since_on", "2026-11-25", "This day is still to come."),
        ("client_since_on", "1799-12-31", "No year before 1800."),
        ("effort", 101, "Write 100 or less."),
        ("country", "ZZ", "Select a valid choice."),
        ("phone", "not a phone", "Write a number to dial, such as +43 1 555 0110 ext 12."),
    ],
)
def test_an_answer_that_cannot_be_is_said_beside_its_field(
    field: str,
    nonsense: object,
    sentence: str,
    account: Account,
    owner: User,
    sign_in: SignIn,
) -> None:
    answer = sign_in(owner).post(edit(account), typed(account, **{field: nonsense}))

    account.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert sentence in answer.text
    assert account.version == 1


def test_what_can_just_be_is_kept(
    account: Account, owner: User, sign_in: SignIn, clock: time_machine.Traveller, today: date
) -> None:
    values = {"client_since_on": today, "effort": 100, "country": "AT", "phone": "(01) 55-50/1.1"}

    client = sign_in(owner)
    client.post(edit(account), typed(account, **values))

    account.refresh_from_db()
    assert {name: getattr(account, name) for name in values} == values
    assert "<dd>Austria</dd>" in client.get(account.get_absolute_url()).text


def test_a_country_that_is_on_no_list_stays_until_another_is_chosen(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=account.pk).update(country="UK")
    client = sign_in(owner)

    page = client.get(edit(account)).text
    client.post(edit(account), typed(account, country="UK", region="Leeds"))

    account.refresh_from_db()
    assert '<option value="UK" selected>UK</option>' in page
    assert (account.country, account.region) == ("UK", "Leeds")


def test_a_number_from_before_its_rule_keeps_nobody_from_saving_the_rest(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    pasted = "+43\u00a01 555\u20130110"
    Account.objects.filter(pk=account.pk).update(phone=pasted)

    sign_in(owner).post(edit(account), typed(account, phone=pasted, region="Linz"))

    account.refresh_from_db()
    assert (account.phone, account.region) == ("+43 1 555-0110", "Linz")
