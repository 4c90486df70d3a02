"""Accounts come in from a file: new, changed, unchanged, wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.audit.models import FieldChange
from accounts.clients.models import Account, Ownership
from accounts.exchange.choices import ImportState, Kind, Source
from accounts.exchange.models import ExternalId
from accounts.people.models import User
from tests.accounts.exchange.conftest import checked, counts, imported, problems
from tests.factories.accounts import AccountFactory

SALESFORCE = (
    "Id,Name,Owner.Email,AnnualRevenue,BillingCountry,Website\n"
    "001A,Brightwater Foods,{owner},3200000,Austria,brightwater.example\n"
    "001B,Fennimore Glass,{owner},,Germany,\n"
)


def salesforce(owner: User) -> str:
    return SALESFORCE.format(owner=owner.email)


def test_a_check_says_what_would_come_and_writes_nothing(
    administrator: User, account: Account
) -> None:
    row = checked(salesforce(account.owner), Kind.ACCOUNTS, administrator)

    assert (row.state, row.source) == (ImportState.CHECKED, Source.SALESFORCE)
    assert counts(row) == (1, 1, 0, 0)
    assert [one.name for one in Account.objects.all()] == ["Brightwater Foods"]
    assert not ExternalId.objects.exists()


def test_new_accounts_have_their_owner_and_what_the_file_says(
    administrator: User, owner: User
) -> None:
    row = imported(salesforce(owner), Kind.ACCOUNTS, administrator)

    assert (row.state, counts(row), row.error) == (ImportState.DONE, (2, 0, 0, 0), "")
    added = Account.objects.get(name="Brightwater Foods")
    assert (added.owner, added.annual_revenue, added.country, added.website) == (
        owner,
        Decimal(3200000),
        "AT",
        "https://brightwater.example",
    )
    assert [one.person for one in Ownership.objects.filter(account=added)] == [owner]
    assert not row.file


def test_the_same_file_again_changes_nothing_and_makes_no_doubles(
    administrator: User, owner: User
) -> None:
    imported(salesforce(owner), Kind.ACCOUNTS, administrator)
    kept = list(FieldChange.objects.values_list("pk", flat=True))

    row = imported(salesforce(owner), Kind.ACCOUNTS, administrator)

    assert counts(row) == (0, 0, 2, 0)
    assert Account.objects.count() == 2
    assert set(Account.objects.values_list("version", flat=True)) == {1}
    assert list(FieldChange.objects.values_list("pk", flat=True)) == kept


def test_a_row_is_known_by_its_id_though_its_name_is_another(
    administrator: User, owner: User
) -> None:
    imported(salesforce(owner), Kind.ACCOUNTS, administrator)

    row = imported(
        salesforce(owner).replace("Fennimore Glass", "Fennimore AG"), Kind.ACCOUNTS, administrator
    )

    assert counts(row) == (0, 1, 1, 0)
    assert {one.name: one.version for one in Account.objects.all()} == {
        "Brightwater Foods": 1,
        "Fennimore AG": 2,
    }


def test_the_audit_keeps_who_came_and_what_changed(administrator: User, owner: User) -> None:
    imported(
        "name;owner;tier\nFennimore Glass;" + owner.email + ";key", Kind.ACCOUNTS, administrator
    )
    imported("name;tier\nFennimore Glass;Growth account", Kind.ACCOUNTS, administrator)

    kept = FieldChange.objects.filter(about="Fennimore Glass").order_by("pk")
    assert [(one.what, one.old, one.new, one.by) for one in kept] == [
        ("account", "", "Fennimore Glass, from accounts.csv", administrator),
        ("account.tier", "Key account", "Growth account", administrator),
    ]


def test_one_wrong_row_keeps_all_of_them_out(administrator: User, owner: User) -> None:
    text = f"name,owner,tier\nFirst,{owner.email},key\nSecond,nobody@norvane.example,huge\n"

    row = checked(text, Kind.ACCOUNTS, administrator)

    assert counts(row) == (1, 0, 0, 1)
    assert problems(row) == [
        (3, "tier", "Write one of these: Key account, Growth account, Standard account."),
        (3, "owner", "Nobody here has this name or address. Invite them first."),
    ]
    with row.wrong_file.open("rb") as file:
        back = file.read().decode("utf-8-sig").splitlines()
    assert back[0] == "name,owner,tier,What is wrong"
    assert back[1].startswith("Second,nobody@norvane.example,huge,")


def test_the_good_rows_are_imported_where_somebody_says_so(
    administrator: User, owner: User
) -> None:
    text = f"name,owner\nFirst,{owner.email}\n,{owner.email}\nThird,{owner.email}\n"

    row = imported(text, Kind.ACCOUNTS, administrator, skips=True)

    assert (row.state, counts(row)) == (ImportState.DONE, (2, 0, 0, 1))
    assert [one.name for one in Account.objects.all()] == ["First", "Third"]


def test_another_owner_begins_another_ownership(
    administrator: User, account: Account, successor: User
) -> None:
    Ownership.objects.create(account=account, person=account.owner, from_on=date(2022, 3, 1))

    imported(f"name,owner\nBrightwater Foods,{successor.email}", Kind.ACCOUNTS, administrator)

    account.refresh_from_db()
    assert account.owner == successor
    assert [one.person for one in Ownership.objects.filter(until_on=None)] == [successor]


def test_two_rows_of_the_same_name_are_not_both_right(administrator: User, owner: User) -> None:
    text = f"name,owner\nGlass,{owner.email}\nGLASS,{owner.email}\n"

    row = checked(text, Kind.ACCOUNTS, administrator)

    assert problems(row) == [(3, "name", "Row 2 is the same one.")]


def test_an_empty_cell_leaves_what_is_there(administrator: User, account: Account) -> None:
    imported("name,annual_revenue\nBrightwater Foods,", Kind.ACCOUNTS, administrator)

    account.refresh_from_db()
    assert account.annual_revenue == Decimal("3200000.00")


class TestAManager:
    def test_brings_in_accounts_of_their_team(self, lead: User, owner: User) -> None:
        row = imported(salesforce(owner), Kind.ACCOUNTS, lead)

        assert counts(row) == (2, 0, 0, 0)

    def test_gives_none_to_another_team(self, lead: User, stranger: User) -> None:
        row = checked(f"name,owner\nGlass,{stranger.email}", Kind.ACCOUNTS, lead)

        assert problems(row) == [
            (
                2,
                "owner",
                "You cannot give an account to this person: another team, or another role.",
            )
        ]

    def test_changes_and_sees_none_of_another_team(self, lead: User, stranger: User) -> None:
        hidden = AccountFactory.create(name="Kestrel", owner=stranger, is_confidential=True)

        row = checked("name,tier\nKestrel,growth\nOsprey,growth", Kind.ACCOUNTS, lead)

        assert counts(row) == (1, 0, 0, 1)
        assert problems(row) == [
            (2, "name", "This name is taken. Choose another, or ask an administrator.")
        ]
        hidden.refresh_from_db()
        assert hidden.tier == "key"

    def test_owns_what_names_no_owner(self, lead: User) -> None:
        imported("name\nGlass", Kind.ACCOUNTS, lead)

        assert Account.objects.get().owner == lead


@pytest.mark.parametrize(
    ("head", "value", "column"),
    [
        ("is_confidential", "no", "is_confidential"),
        ("owner", "priya.raman@norvane.example", "owner"),
    ],
)
def test_a_confidential_account_never_becomes_visible(
    administrator: User, account: Account, successor: User, head: str, value: str, column: str
) -> None:
    Account.objects.update(is_confidential=True)

    row = checked(f"name,{head}\nBrightwater Foods,{value}", Kind.ACCOUNTS, administrator)

    assert [(number, where) for number, where, _ in problems(row)] == [(2, column)]
