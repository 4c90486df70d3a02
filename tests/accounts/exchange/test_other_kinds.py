"""Contacts, contracts, opportunities, interactions and people come in, each by its own rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind, Mark
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.profile.models import Commitment, Contract, Interaction, Opportunity
from tests.accounts.exchange.conftest import checked, counts, imported, problems
from tests.factories.accounts import AccountFactory

CONTACTS = (
    "Id,AccountId,FirstName,LastName,Email,Title\n"
    "003A,001A,Ines,Marchetti,ines@brightwater.example,Head of procurement\n"
    "003B,001A,Paul,Reiter,,Buyer\n"
)
TEXTS = {
    Kind.CONTACTS: "account,name,email\nBrightwater Foods,Ines Marchetti,ines@x.example\n",
    Kind.CONTRACTS: "account,title,number,yearly_value\nBrightwater Foods,Frame,C-7,1200.50\n",
    Kind.OPPORTUNITIES: "account,title,value,stage\nBrightwater Foods,Line 2,90000,Closed Won\n",
    Kind.COMMITMENTS: "account,promise,due_on\nBrightwater Foods,A visit a year,2027-03-01\n",
    Kind.INTERACTIONS: "account,held_on,channel,summary\nBrightwater Foods,2026-11-02,Call,Hi\n",
}


def test_contacts_find_their_account_by_the_id_of_the_other_system(
    administrator: User, owner: User
) -> None:
    imported(
        f"Id,Name,Owner.Email,BillingCountry\n001A,Brightwater,{owner.email},AT\n",
        Kind.ACCOUNTS,
        administrator,
    )

    row = imported(CONTACTS, Kind.CONTACTS, administrator)

    assert counts(row) == (2, 0, 0, 0)
    assert [(c.name, c.email, c.position, c.is_key) for c in Contact.objects.all()] == [
        ("Ines Marchetti", "ines@brightwater.example", "Head of procurement", True),
        ("Paul Reiter", "", "Buyer", False),
    ]
    assert counts(imported(CONTACTS, Kind.CONTACTS, administrator)) == (0, 0, 2, 0)


@pytest.mark.parametrize("kind", TEXTS)
def test_the_same_rows_again_change_nothing(
    administrator: User, account: Account, kind: Kind
) -> None:
    first = imported(TEXTS[kind], kind, administrator)
    again = imported(TEXTS[kind], kind, administrator)

    assert (counts(first), counts(again)) == ((1, 0, 0, 0), (0, 0, 1, 0))


@pytest.mark.parametrize("kind", TEXTS)
def test_nobody_brings_anything_into_an_account_that_they_may_not_change(
    lead: User, stranger: User, kind: Kind
) -> None:
    AccountFactory.create(name="Brightwater Foods", owner=stranger, is_confidential=True)

    hidden = checked(TEXTS[kind], kind, lead)
    missing = checked(TEXTS[kind].replace("Brightwater", "Nowhere"), kind, lead)

    assert counts(hidden) == counts(missing) == (0, 0, 0, 1)
    assert problems(hidden) == problems(missing)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_manager_brings_in_what_belongs_to_accounts_of_the_team(
    lead: User, account: Account, kind: Kind
) -> None:
    assert counts(imported(TEXTS[kind], kind, lead)) == (1, 0, 0, 0)


def test_a_contract_is_known_by_its_number(administrator: User, account: Account) -> None:
    imported(TEXTS[Kind.CONTRACTS], Kind.CONTRACTS, administrator)

    row = imported(
        "account,title,number,expires_on\nBrightwater Foods,Frame II,C-7,2027-12-31\n",
        Kind.CONTRACTS,
        administrator,
    )

    assert counts(row) == (0, 1, 0, 0)
    contract = Contract.objects.get()
    assert (contract.title, contract.yearly_value, contract.expires_on, contract.version) == (
        "Frame II",
        Decimal("1200.50"),
        date(2027, 12, 31),
        2,
    )
    assert contract.updated_by == administrator


def test_a_contact_says_who_brought_it_in(
    administrator: User, lead: User, account: Account
) -> None:
    head = "account,name,position\nBrightwater Foods,Emil Varga,"
    imported(f"{head}Logistics\n", Kind.CONTACTS, administrator)
    first = Contact.objects.get()
    imported(f"{head}Stores\n", Kind.CONTACTS, lead)

    contact = Contact.objects.get()
    assert (first.updated_by, contact.updated_by) == (administrator, lead)
    assert first.updated_at and contact.updated_at and first.updated_at < contact.updated_at


def test_a_contract_cannot_end_before_it_starts(administrator: User, account: Account) -> None:
    row = checked(
        "account,title,starts_on,expires_on\nBrightwater Foods,A,2026-05-01,2026-04-01\n",
        Kind.CONTRACTS,
        administrator,
    )

    assert problems(row) == [(2, "expires_on", "A contract cannot end before it starts.")]


def test_an_opportunity_with_a_day_says_what_is_due_on_it(
    administrator: User, account: Account
) -> None:
    imported(
        "Opportunity ID,Account Name,Opportunity Name,Stage,Close Date\n"
        "006A,Brightwater Foods,Line 2,Negotiation/Review,2026-12-24\n",
        Kind.OPPORTUNITIES,
        administrator,
    )

    opportunity = Opportunity.objects.get()
    assert (opportunity.stage, opportunity.next_step) == ("talks", "Expected close")


def test_an_interaction_names_whom_it_was_with(
    administrator: User, account: Account, owner: User
) -> None:
    imported(TEXTS[Kind.CONTACTS], Kind.CONTACTS, administrator)

    imported(
        "account,held_on,channel,subject,summary,contact,person\n"
        f"Brightwater Foods,2.11.2026,Meeting,Prices,They agree,ines@x.example,{owner.email}\n",
        Kind.INTERACTIONS,
        administrator,
    )

    one = Interaction.objects.get()
    assert (one.channel, one.summary, one.person) == ("visit", "Prices\nThey agree", owner)
    assert one.contact == Contact.objects.get()


def test_no_password_comes_in(administrator: User, account: Account) -> None:
    row = checked(
        "account,title,notes\nBrightwater Foods,Frame,The password is: hunter2\n",
        Kind.CONTRACTS,
        administrator,
    )

    assert counts(row) == (0, 0, 0, 1)


class TestCommitments:
    HEADS = "account,promise,made_by,made_on,contact,contact_id,due_on,value,level,state,settled_on"

    def test_name_who_promised_it_to_whom(
        self, administrator: User, account: Account, owner: User
    ) -> None:
        imported(
            "external_id,account,name\n003A,Brightwater Foods,Ines Marchetti\n"
            "003B,Brightwater Foods,Paul Reiter\n",
            Kind.CONTACTS,
            administrator,
        )
        text = (
            f"Brightwater Foods,No price rise,{owner.email},2026-05-04,,003B,,1200.50,,,\n"
            "Brightwater Foods,A visit,,,ines marchetti,,,,confidential,kept,2026-06-01\n"
        )

        row = imported(f"{self.HEADS}\n{text}", Kind.COMMITMENTS, administrator)

        assert (counts(row), problems(row)) == ((2, 0, 0, 0), [])
        rise, visit = (
            Commitment.objects.order_by("-promise")[0],
            Commitment.objects.get(level="confidential"),
        )
        assert (rise.made_by, str(rise.contact), rise.value, rise.level, rise.state) == (
            owner,
            "Paul Reiter",
            Decimal("1200.50"),
            "open",
            "open",
        )
        assert (str(visit.contact), visit.state, visit.settled_on) == (
            "Ines Marchetti",
            "kept",
            date(2026, 6, 1),
        )
        assert rise.updated_by == administrator

    @pytest.mark.parametrize(
        ("values", "column"),
        [
            ("nobody@x.example,,,,,,,,", "made_by"),
            (",2026-05-04,,,2026-05-03,,,,", "due_on"),
            (",2026-05-04,,,,,,kept,2026-05-03", "settled_on"),
            (",2999-01-01,,,,,,,", "made_on"),
            (",,Nobody Known,,,,,,", "contact"),
            (",,,003X,,,,,", "contact_id"),
            (",,,,,-1,,,", "value"),
            (",,,,,,secret,,", "level"),
            (",,,,,,,kept,", "settled_on"),
            (",,,,,,,open,2026-05-03", "state"),
        ],
    )
    def test_say_what_is_wrong_with_them(
        self, administrator: User, account: Account, values: str, column: str
    ) -> None:
        row = checked(
            f"{self.HEADS}\nBrightwater Foods,A visit,{values}\n", Kind.COMMITMENTS, administrator
        )

        assert [where for _, where, _ in problems(row)] == [column]

    def test_are_promised_by_somebody_who_is_here(
        self, administrator: User, account: Account, stranger: User
    ) -> None:
        stranger.is_active = False
        stranger.save()

        row = checked(
            f"account,promise,made_by\nBrightwater Foods,A visit,{stranger.email}\n",
            Kind.COMMITMENTS,
            administrator,
        )

        assert [where for _, where, _ in problems(row)] == ["made_by"]

    @pytest.mark.parametrize(
        ("head", "said"),
        [
            ("level", "This commitment is confidential, and no file changes that."),
            ("state", "It is settled. Open it again on the page of its account."),
        ],
    )
    def test_are_neither_opened_again_nor_shown_to_more_people_by_a_file(
        self, administrator: User, account: Account, head: str, said: str
    ) -> None:
        text = "Brightwater Foods,A visit,,,,,,,confidential,kept,2026-06-01\n"
        imported(f"{self.HEADS}\n{text}", Kind.COMMITMENTS, administrator)

        row = checked(
            f"account,promise,{head}\nBrightwater Foods,a visit,open\n",
            Kind.COMMITMENTS,
            administrator,
        )

        assert problems(row) == [(2, head, said)]

    def test_are_settled_by_the_same_file_again(
        self, administrator: User, account: Account
    ) -> None:
        imported(TEXTS[Kind.COMMITMENTS], Kind.COMMITMENTS, administrator)

        row = imported(
            "account,promise,state,settled_on,outcome\n"
            "Brightwater Foods,A visit a year,Kept,2026-11-02,Done\n",
            Kind.COMMITMENTS,
            administrator,
        )

        assert counts(row) == (0, 1, 0, 0)
        one = Commitment.objects.get()
        assert (one.state, one.settled_on, one.outcome, one.version) == (
            "kept",
            date(2026, 11, 2),
            "Done",
            2,
        )


class TestPeople:
    TEXT = "email,full_name,team,role\nNora.Lind@norvane.example,Nora Lind,Industry,HR\n"

    def test_come_in_without_a_way_to_sign_in(self, administrator: User, lead: User) -> None:
        lead.leads_teams.create(name="Industry")

        row = imported(self.TEXT, Kind.PEOPLE, administrator)

        assert counts(row) == (1, 0, 0, 0)
        nora = User.objects.get(email="nora.lind@norvane.example")
        assert (nora.role, str(nora.team), nora.has_usable_password()) == (
            Role.HR,
            "Industry",
            False,
        )

    def test_get_no_other_role_by_a_file(self, administrator: User, stranger: User) -> None:
        text = f"email,full_name,role\n{stranger.email},Jonas Weiler,administrator\n"

        row = checked(text, Kind.PEOPLE, administrator)

        assert [where for _, where, _ in problems(row)] == ["role"]


class TestDoubt:
    """What can be read both ways is asked, never guessed."""

    TEXT = "name;owner;client_since_on;annual_revenue\nGlass;{};03/04/2020;1.234\n"

    def test_is_asked_and_nothing_is_checked_until_then(
        self, administrator: User, owner: User
    ) -> None:
        row = checked(self.TEXT.format(owner.email), Kind.ACCOUNTS, administrator)

        assert (row.state, row.rows) == ("columns", 0)
        assert row.doubts == {
            "client_since_on": {"kind": "day", "example": "03/04/2020"},
            "annual_revenue": {"kind": "number", "example": "1.234"},
        }

    def test_ends_with_the_answer(self, administrator: User, owner: User) -> None:
        readings = {"client_since_on": "mdy", "annual_revenue": Mark.COMMA}

        imported(self.TEXT.format(owner.email), Kind.ACCOUNTS, administrator, readings=readings)

        glass = Account.objects.get()
        assert (glass.client_since_on, glass.annual_revenue) == (date(2020, 3, 4), Decimal(1234))

    def test_ends_where_another_value_of_the_column_proves_it(
        self, administrator: User, owner: User
    ) -> None:
        more = f"Wood;{owner.email};24/12/2020;0,5\n"

        imported(self.TEXT.format(owner.email) + more, Kind.ACCOUNTS, administrator)

        glass = Account.objects.get(name="Glass")
        assert (glass.client_since_on, glass.annual_revenue) == (date(2020, 4, 3), Decimal(1234))
