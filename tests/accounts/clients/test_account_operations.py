"""Accounts change hands with a record of who had them, and nobody overwrites unseen."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.clients.models import Access, Account
from accounts.clients.operations import access, accounts
from accounts.clients.operations.access import Guest
from accounts.clients.operations.accounts import ChangedMeanwhile, ChangingHands, NameTaken
from accounts.people.models import User
from tests.factories.accounts import OwnershipFactory

pytestmark = pytest.mark.django_db

Tenure = tuple[str, date, date | None]


def tenures(account: Account) -> list[Tenure]:
    rows = account.ownerships.order_by("pk")
    return list(rows.values_list("person__full_name", "from_on", "until_on"))


def test_a_new_account_starts_the_ownership_of_its_owner(owner: User, today: date) -> None:
    account = accounts.add({"name": "Orbello"}, owner=owner, on=today)

    assert account.owner == owner
    assert tenures(account) == [("Tomas Eriksen", today, None)]


def test_a_name_is_given_once_whatever_its_case(account: Account, owner: User, today: date) -> None:
    with pytest.raises(NameTaken, match="This name is taken"):
        accounts.add({"name": "BRIGHTWATER foods"}, owner=owner, on=today)

    assert Account.objects.count() == 1


def test_a_change_raises_the_version(account: Account, today: date) -> None:
    accounts.change(account.pk, {"industry": "Food"}, version=1, on=today)

    account.refresh_from_db()
    assert (account.industry, account.version) == ("Food", 2)


def test_a_change_of_an_older_version_is_refused(account: Account, today: date) -> None:
    accounts.change(account.pk, {"industry": "Food"}, version=1, on=today)

    with pytest.raises(ChangedMeanwhile) as caught:
        accounts.change(account.pk, {"industry": "Drink"}, version=1, on=today)

    assert caught.value.account.version == 2
    account.refresh_from_db()
    assert account.industry == "Food"


def test_a_new_owner_ends_the_ownership_before(
    account: Account, owner: User, successor: User, today: date
) -> None:
    OwnershipFactory.create(account=account, person=owner, from_on=date(2022, 3, 1))

    accounts.change(account.pk, {"owner": successor}, version=1, on=today)

    account.refresh_from_db()
    assert account.owner == successor
    assert tenures(account) == [
        ("Tomas Eriksen", date(2022, 3, 1), date(2026, 11, 23)),
        ("Priya Raman", today, None),
    ]


def test_handing_over_twice_is_handing_over_once(
    account: Account, successor: User, today: date
) -> None:
    OwnershipFactory.create(account=account)

    accounts.hand_to(account.pk, successor, today)
    once = tenures(account)
    accounts.hand_to(account.pk, successor, today)

    assert tenures(account) == once
    account.refresh_from_db()
    assert account.version == 2


def test_an_ownership_of_one_day_ends_on_that_day(
    account: Account, owner: User, successor: User, today: date
) -> None:
    OwnershipFactory.create(account=account, person=owner, from_on=today)

    accounts.hand_to(account.pk, successor, today)

    assert tenures(account) == [
        ("Tomas Eriksen", today, today),
        ("Priya Raman", today, None),
    ]


def test_an_account_without_a_record_gets_one_when_it_is_handed_over(
    account: Account, successor: User, today: date
) -> None:
    accounts.hand_to(account.pk, successor, today)

    assert tenures(account) == [("Priya Raman", today, None)]


def test_access_is_given_once_and_taken_from_those_who_left(
    account: Account, successor: User, stranger: User, reader: User
) -> None:
    access.set_to(
        account.pk, [Guest(successor), Guest(stranger)], by=account.owner, now=timezone.now()
    )
    kept = Access.objects.get(person=successor)

    access.set_to(
        account.pk, [Guest(successor), Guest(reader)], by=account.owner, now=timezone.now()
    )

    people = set(Access.objects.values_list("person__full_name", flat=True))
    assert people == {"Priya Raman", "Lea Novak"}
    assert Access.objects.get(person=successor) == kept


def test_access_can_be_taken_from_everybody(account: Account, successor: User) -> None:
    access.set_to(account.pk, [Guest(successor)], by=account.owner, now=timezone.now())

    access.set_to(account.pk, (), by=account.owner, now=timezone.now())

    assert not Access.objects.exists()


def test_while_a_handover_is_under_way_only_the_handover_changes_the_owner(
    account: Account, owner: User, successor: User, today: date
) -> None:
    accounts.set_changing_hands(account.pk, True)

    with pytest.raises(ChangingHands, match="Brightwater Foods is changing hands"):
        accounts.change(account.pk, {"owner": successor}, version=1, on=today)
    accounts.change(account.pk, {"owner": owner, "region": "Linz"}, version=1, on=today)
    account.refresh_from_db()
    assert (account.owner, account.region) == (owner, "Linz")

    accounts.hand_to(account.pk, successor, today)
    account.refresh_from_db()
    assert account.owner == successor


def test_after_a_handover_the_owner_can_be_changed_again(
    account: Account, successor: User, today: date
) -> None:
    accounts.set_changing_hands(account.pk, True)
    accounts.set_changing_hands(account.pk, False)

    accounts.change(account.pk, {"owner": successor}, version=1, on=today)

    account.refresh_from_db()
    assert account.owner == successor
