"""How well somebody knows a contact comes in by a file only until the owner says it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.clients.models import Account, Contact, Ownership
from accounts.clients.operations.accounts import hand_to
from accounts.exchange.choices import Kind
from accounts.exchange.models import Import
from accounts.people.models import User
from accounts.profile.models import Rapport
from accounts.profile.operations import people, rapport
from accounts.profile.operations.records import Sent
from accounts.profile.queries.stakeholders import Before, Stakeholder, stakeholders
from tests.accounts.exchange.conftest import checked, counts, imported


def brought(by: User, strength: int, **more: str) -> Import:
    heads, values = "".join(f",{name}" for name in more), "".join(f",{v}" for v in more.values())
    row = f"Brightwater Foods,Emil Varga,{strength}{values}"
    return imported(f"account,name,relationship{heads}\n{row}\n", Kind.CONTACTS, by)


def mapped(account: Account) -> Stakeholder:
    account = Account.objects.get(pk=account.pk)
    return stakeholders(account, account.owner).people[0]


@pytest.fixture
def emil(administrator: User, account: Account) -> Contact:
    Ownership.objects.create(account=account, person=account.owner, from_on=date(2022, 4, 1))
    brought(administrator, 1)
    return Contact.objects.get()


def judge(contact: Contact, strength: int, by: User) -> None:
    rapport.judge(contact.account_id, {contact.pk: strength}, Sent(by, timezone.now()))


def test_a_file_moves_the_map_until_the_owner_has_judged(
    administrator: User, account: Account, emil: Contact
) -> None:
    assert mapped(account).strengths == (1,)

    assert counts(brought(administrator, 4)) == (0, 1, 0, 0)

    assert mapped(account).strengths == (4,)
    assert not Rapport.objects.exists()


def test_then_neither_the_map_nor_the_contact_changes(
    administrator: User, account: Account, owner: User, emil: Contact
) -> None:
    judge(emil, 1, owner)

    assert counts(brought(administrator, 4)) == (0, 0, 1, 0)

    emil.refresh_from_db()
    assert (emil.relationship, mapped(account).strengths, emil.version) == (1, (1,), 1)


def test_what_else_the_row_says_comes_in_and_stays(
    administrator: User, account: Account, owner: User, emil: Contact
) -> None:
    """The owner then saves the form of the contact, and the next file finds nothing to change."""
    judge(emil, 1, owner)

    row = brought(administrator, 4, position="Buyer")

    assert [[one.label for one in told.changed] for told in row.file_rows.all()] == [["Position"]]
    emil.refresh_from_db()
    assert (emil.relationship, emil.position) == (1, "Buyer")
    sent = Sent(owner, timezone.now())
    people.change(emil.pk, {"phone": "+43 1 555", "relationship": 1}, sent, version=emil.version)
    assert counts(brought(administrator, 4, position="Buyer")) == (0, 0, 1, 0)


def test_what_the_owner_before_said_stands_at_the_contact_as_on_the_map(
    administrator: User, account: Account, owner: User, successor: User, emil: Contact
) -> None:
    judge(emil, 1, owner)
    hand_to(account.pk, successor, timezone.localdate())

    brought(administrator, 4)

    emil.refresh_from_db()
    assert (emil.relationship, mapped(account).before) == (
        1,
        Before(1, owner, timezone.localdate()),
    )


def test_what_others_said_keeps_no_file_from_it(
    administrator: User, account: Account, stranger: User, emil: Contact
) -> None:
    judge(emil, 2, stranger)

    assert counts(brought(administrator, 4)) == (0, 1, 0, 0)

    assert mapped(account).strengths == (4, 2)


def test_it_costs_one_query_for_many_contacts(
    administrator: User, account: Account, owner: User, emil: Contact
) -> None:
    asked, line = [], "Brightwater Foods,Jon {},{}\n"
    for number in (1, 30):
        for strength in (1, 4):
            rows = "".join(line.format(one, strength) for one in range(number))
            text = f"account,name,relationship\n{rows}"
            if strength == 1:
                imported(text, Kind.CONTACTS, administrator)
                for contact in Contact.objects.filter(name__startswith="Jon"):
                    judge(contact, 1, owner)
        with CaptureQueriesContext(connection) as queries:
            assert counts(checked(text, Kind.CONTACTS, administrator)) == (0, 0, number, 0)
        asked.append(len(queries))

    assert asked[0] == asked[1]
