"""An account has one key contact."""

from uuid import uuid4

import pytest

from accounts.clients.models import Account, Contact
from accounts.clients.operations import contacts
from accounts.clients.operations.contacts import AddedBefore, ContactChanged
from tests.support.accounts import sent_to

pytestmark = pytest.mark.django_db


def key_contacts(account: Account) -> list[str]:
    return list(account.contacts.filter(is_key=True).values_list("name", flat=True))


@pytest.fixture
def ulrike(account: Account) -> Contact:
    return contacts.add(account.pk, {"name": "Ulrike Sandmeer"}, sent_to(account))


@pytest.fixture
def emil(account: Account, ulrike: Contact) -> Contact:
    return contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account))


def test_the_first_contact_is_the_key_contact(account: Account, emil: Contact) -> None:
    assert key_contacts(account) == ["Ulrike Sandmeer"]


def test_the_mark_moves_to_who_is_made_key(account: Account, emil: Contact) -> None:
    contacts.change(emil.pk, {"is_key": True}, sent_to(emil.account), version=1)

    assert key_contacts(account) == ["Emil Varga"]


def test_a_new_contact_can_take_the_mark(account: Account, ulrike: Contact) -> None:
    contacts.add(account.pk, {"name": "Petra Holm", "is_key": True}, sent_to(account))

    assert key_contacts(account) == ["Petra Holm"]


def test_a_change_can_take_the_mark_but_not_drop_it(account: Account, emil: Contact) -> None:
    contacts.change(
        emil.pk, {"is_key": True, "position": "Logistics"}, sent_to(emil.account), version=1
    )
    contacts.change(emil.pk, {"is_key": False}, sent_to(emil.account), version=2)

    emil.refresh_from_db()
    assert (emil.is_key, emil.position) == (True, "Logistics")
    assert key_contacts(account) == ["Emil Varga"]


def test_the_last_one_left_is_the_key_contact(
    account: Account, ulrike: Contact, emil: Contact
) -> None:
    contacts.remove(ulrike.pk)

    assert key_contacts(account) == ["Emil Varga"]


def test_among_several_nobody_is_marked_by_guessing(
    account: Account, ulrike: Contact, emil: Contact
) -> None:
    contacts.add(account.pk, {"name": "Petra Holm"}, sent_to(account))

    contacts.remove(ulrike.pk)

    assert key_contacts(account) == []


def test_a_change_of_an_older_version_is_refused(account: Account, emil: Contact) -> None:
    contacts.change(emil.pk, {"position": "Logistics"}, sent_to(emil.account), version=1)

    with pytest.raises(ContactChanged) as caught:
        contacts.change(emil.pk, {"position": "Stores"}, sent_to(emil.account), version=1)

    assert (caught.value.contact.position, caught.value.contact.version) == ("Logistics", 2)


def test_the_same_form_sent_twice_adds_one_contact(account: Account) -> None:
    key = uuid4()

    first, second = (
        contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account, key)) for _ in range(2)
    )

    assert first == second
    assert account.contacts.count() == 1


def test_the_same_form_with_other_answers_is_not_taken_for_the_same_contact(
    account: Account,
) -> None:
    key = uuid4()
    contacts.add(account.pk, {"name": "Emil Varga"}, sent_to(account, key))

    with pytest.raises(AddedBefore, match="Emil Varga was added from this form already"):
        contacts.add(account.pk, {"name": "Petra Holm"}, sent_to(account, key))

    assert account.contacts.count() == 1


def test_removing_twice_is_removing_once(account: Account, emil: Contact) -> None:
    contacts.remove(emil.pk)
    contacts.remove(emil.pk)

    assert key_contacts(account) == ["Ulrike Sandmeer"]
