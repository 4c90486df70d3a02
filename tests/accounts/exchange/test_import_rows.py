"""Which rows of a file are new, changed or unchanged, and from what to what: before and after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind, Outcome
from accounts.exchange.models import FileRow, Import
from accounts.exchange.operations import keeping, running, steering, working
from accounts.exchange.operations.writing import Writer
from accounts.exchange.rules.wording import LONGEST, Change, beside, joined, parted
from accounts.people.models import Team, User
from tests.accounts.exchange.conftest import checked, counts, imported
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.support.exports import exported

ADDED, CHANGED, UNCHANGED = Outcome.ADDED, Outcome.CHANGED, Outcome.UNCHANGED


def told(row: Import) -> list[tuple[int, str, str, list[Change]]]:
    return [(one.number, one.outcome, one.name, one.changed) for one in row.file_rows.all()]


def three(account: Account) -> str:
    """One that is new, one that is changed, one that is as it was, and a wrong one."""
    owner = AccountFactory.create(name="Osprey", owner=account.owner, tier="key").owner
    return (
        "external_id,name,owner,tier,annual_revenue\n"
        f"A1,Brightwater Foods,{owner.email},growth,4100000\n"
        f"A2,Glass,{owner.email},key,5\n"
        f",Osprey,{owner.email},key,\n"
        f",Wood,{owner.email},huge,\n"
    )


class TestWhatIsTold:
    def test_is_each_row_that_is_not_wrong_and_of_changed_ones_from_what_to_what(
        self, administrator: User, account: Account
    ) -> None:
        row = checked(three(account), Kind.ACCOUNTS, administrator)

        assert counts(row) == (1, 1, 1, 1)
        assert told(row) == [
            (
                2,
                CHANGED,
                "Brightwater Foods",
                [
                    Change("Tier", "Key account", "Growth account"),
                    Change("Annual revenue", "3,200,000.00", "4,100,000.00"),
                ],
            ),
            (3, ADDED, "Glass", []),
            (4, UNCHANGED, "Osprey", []),
        ]
        first, second, _ = row.file_rows.all()
        assert (first.external_id, first.row_id, first.account_id) == ("A1", account.pk, account.pk)
        assert (second.external_id, second.row_id, second.account_id) == ("A2", None, None)

    def test_after_the_import_is_what_it_did(self, administrator: User, account: Account) -> None:
        """Somebody changed the same account between the check and the import."""
        text = f"name,owner,tier\nBrightwater Foods,{account.owner.email},growth\nGlass,,\n"
        row = checked(
            text.replace("Glass,", f"Glass,{account.owner.email}"), Kind.ACCOUNTS, administrator
        )
        Account.objects.filter(pk=account.pk).update(tier="growth")

        steering.start(row.pk, skips_wrong=False, now=timezone.now())
        working.work(row.pk, clock=timezone.now)

        row.refresh_from_db()
        assert counts(row) == (1, 0, 1, 0)
        assert [one[:3] for one in told(row)] == [
            (2, UNCHANGED, "Brightwater Foods"),
            (3, ADDED, "Glass"),
        ]
        glass = Account.objects.get(name="Glass")
        added = row.file_rows.get(number=3)
        assert (added.row_id, added.account_id) == (glass.pk, glass.pk)

    def test_names_people_teams_contacts_and_days(
        self, administrator: User, account: Account, successor: User, stranger: User
    ) -> None:
        for name in ("Ines Marchetti", "Paul Reiter"):
            Contact.objects.create(account=account, name=name)
        text = (
            "account,held_on,channel,summary,contact,person\n"
            "Brightwater Foods,2026-11-02,Call,Hi,{},{}\n"
        )
        imported(
            text.format("Ines Marchetti", account.owner.email), Kind.INTERACTIONS, administrator
        )
        Team.objects.create(name="Rowing", lead=administrator)
        person = (
            f"email,full_name,team,last_day_on\n{stranger.email},Jonas Weiler,Rowing,2027-01-31\n"
        )

        talk = checked(
            text.format("Paul Reiter", successor.email), Kind.INTERACTIONS, administrator
        )
        people = checked(person, Kind.PEOPLE, administrator)

        assert talk.file_rows.get().changed == [
            Change("Who of ours", str(account.owner), "Priya Raman"),
            Change("With whom at the account", "Ines Marchetti", "Paul Reiter"),
        ]
        changed = {one.label: (one.before, one.after) for one in people.file_rows.get().changed}
        assert changed["Team"] == (str(stranger.team or ""), "Rowing")
        assert changed["Last working day"] == ("", "Sun 31 Jan 2027")

    def test_is_written_anew_by_the_next_check(self, administrator: User, owner: User) -> None:
        row = checked(f"name,owner\nGlass,{owner.email}\n", Kind.ACCOUNTS, administrator)
        steering.again(row.pk, now=timezone.now())
        AccountFactory.create(name="Glass", owner=owner)

        working.work(row.pk, clock=timezone.now)

        assert [one[:3] for one in told(row)] == [(2, UNCHANGED, "Glass")]

    def test_is_that_of_the_check_where_the_import_failed(
        self, administrator: User, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "CHUNK", 1)
        row = checked(
            f"name,owner\nGlass,{owner.email}\nWood,{owner.email}\n", Kind.ACCOUNTS, administrator
        )
        steering.start(row.pk, skips_wrong=False, now=timezone.now())
        write = Writer.write

        def fails(self: Writer, lines: list[Any]) -> None:
            write(self, lines)
            if lines[0].number == 3:
                raise running.CannotImport("Something else.")

        monkeypatch.setattr(Writer, "write", fails)

        working.work(row.pk, clock=timezone.now)

        assert [(one.number, one.row_id) for one in row.file_rows.all()] == [(2, None), (3, None)]

    def test_comes_whole_from_many_chunks_in_as_many_statements(
        self, administrator: User, owner: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lines = [f"Glass {one},{owner.email}" for one in range(7)]
        monkeypatch.setattr(running, "CHUNK", 3)
        written: list[int] = []
        write = keeping.write

        def noted(of: Import, rows: Any) -> None:
            written.append(len(rows))
            write(of, rows)

        monkeypatch.setattr(keeping, "write", noted)

        row = checked("\n".join(["name,owner", *lines]), Kind.ACCOUNTS, administrator)

        assert written == [3, 3, 1]
        assert [one.name for one in row.file_rows.all()] == [f"Glass {one}" for one in range(7)]


class TestTexts:
    def test_long_ones_are_cut_where_they_begin_to_differ(self) -> None:
        before, after = beside("a" * 5000 + "old" + "b" * 5000, "a" * 5000 + "new" + "b" * 5000)

        assert (before[:3], before[-1], len(before)) == ("…aa", "…", LONGEST + 2)
        assert ("old" in before, "new" in after) == (True, True)

    def test_one_that_only_grows_shows_what_comes(self) -> None:
        before, after = beside("a" * 500, "a" * 500 + "new")

        assert (before, after) == (f"…{'a' * 40}", f"…{'a' * 40}new")

    def test_short_ones_stay(self) -> None:
        assert beside("", "new") == ("", "new")

    def test_are_joined_and_parted_whatever_they_hold(self) -> None:
        changes = [Change("Notes", 'He said: "no"\n', "a\x1fb\x1e"), Change("Tier", "", "Key")]

        assert parted(joined(changes)) == [Change("Notes", 'He said: "no"\n', "ab"), changes[1]]
        assert parted("") == []


class TestThePage:
    @pytest.fixture
    def row(self, administrator: User, account: Account) -> Import:
        return checked(three(account), Kind.ACCOUNTS, administrator)

    @pytest.fixture
    def ada(self, sign_in: SignIn, administrator: User) -> Client:
        return sign_in(administrator)

    def test_is_where_each_figure_leads(self, row: Import, ada: Client) -> None:
        text = ada.get(f"/accounts/import/{row.pk}/").content.decode()

        for what in ("added", "changed", "unchanged"):
            assert f'href="/accounts/import/{row.pk}/rows/?what={what}"' in text
        assert 'href="#found" aria-label="1 wrong row, below"' in text

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("", [2, 3, 4]),
            ("what=added", [3]),
            ("what=changed", [2]),
            ("what=unchanged", [4]),
            ("what=wrong", []),
            ("q=growth", [2]),
            ("q=4,100,000", [2]),
            ("q=tier", [2]),
            ("q=a2", [3]),
            ("q=4", [2, 4]),
            ("q=osprey&what=added", []),
        ],
    )
    def test_finds_by_what_becomes_of_a_row_and_by_all_that_it_shows(
        self, row: Import, ada: Client, query: str, numbers: list[int]
    ) -> None:
        page = ada.get(f"/accounts/import/{row.pk}/rows/?{query}").context["page"]

        assert [one.number for one in page] == numbers

    def test_leads_to_what_there_is(self, row: Import, ada: Client, account: Account) -> None:
        text = ada.get(f"/accounts/import/{row.pk}/rows/").content.decode()

        assert f'href="/accounts/{account.pk}/">Brightwater Foods</a>' in text
        assert '<span class="strong">Glass</span>' in text
        assert "Nothing of this is imported yet." in text

    def test_leads_to_the_section_of_what_belongs_to_an_account(
        self, ada: Client, administrator: User, account: Account
    ) -> None:
        row = imported("account,title\nBrightwater Foods,Frame\n", Kind.CONTRACTS, administrator)

        text = ada.get(f"/accounts/import/{row.pk}/rows/").content.decode()

        assert f'href="/accounts/{account.pk}/profile/#contracts">Frame</a>' in text
        assert "What the import did" in text

    def test_has_no_link_to_what_is_gone(
        self, ada: Client, administrator: User, owner: User
    ) -> None:
        row = imported(f"name,owner\nGlass,{owner.email}\n", Kind.ACCOUNTS, administrator)
        Account.objects.all().delete()

        text = ada.get(f"/accounts/import/{row.pk}/rows/").content.decode()

        assert '<span class="strong">Glass</span>' in text

    def test_is_answered_in_part_for_htmx(self, row: Import, ada: Client) -> None:
        answer = ada.get(f"/accounts/import/{row.pk}/rows/?q=glass", HTTP_HX_REQUEST="true")

        assert answer.content.decode().strip().startswith('<section class="sec list" id="found"')

    def test_asks_as_often_for_one_row_as_for_sixty(
        self, sign_in: SignIn, lead: User, owner: User
    ) -> None:
        asked, browser = [], sign_in(lead)
        for number in (1, 60):
            lines = [f"Glass {one},{owner.email}" for one in range(number)]
            row = imported("\n".join(["name,owner", *lines]), Kind.ACCOUNTS, lead)
            browser.get(f"/accounts/import/{row.pk}/rows/")
            with CaptureQueriesContext(connection) as queries:
                page = browser.get(f"/accounts/import/{row.pk}/rows/").context["page"]
            asked.append(len(queries))
            assert len(page) == min(number, 50)
            Account.objects.all().delete()

        assert asked[0] == asked[1]

    def test_goes_out_as_a_file_without_formulas(
        self, ada: Client, administrator: User, account: Account
    ) -> None:
        text = 'name,owner,developments\nBrightwater Foods,,"=1+1"\n=SUM(A1),{},\n'
        row = checked(text.format(account.owner.email), Kind.ACCOUNTS, administrator)

        lines = exported(ada, f"/accounts/import/{row.pk}/rows/export/csv/")

        assert lines == [
            ["Row", "What", "Name", "Id in the other system", "Belongs to", "What changes"],
            [
                *("2", "Changed", "Brightwater Foods", "", "Brightwater Foods"),
                "Recent developments: – → =1+1",
            ],
            ["3", "New", "'=SUM(A1)", "", "", ""],
        ]

    def test_the_file_has_what_is_asked_for(self, row: Import, ada: Client) -> None:
        lines = exported(ada, f"/accounts/import/{row.pk}/rows/export/csv/?what=added")

        assert [line[2] for line in lines] == ["Name", "Glass"]


class TestTheEnd:
    @pytest.fixture
    def row(self, administrator: User, account: Account) -> Import:
        return checked("name\nBrightwater Foods\n", Kind.ACCOUNTS, administrator)

    def test_what_is_given_up_is_forgotten_at_once(self, row: Import) -> None:
        assert row.file_rows.exists()

        steering.cancel(row.pk, now=timezone.now())

        assert not FileRow.objects.exists()

    def test_so_is_what_is_given_up_under_way(
        self, row: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steering.start(row.pk, skips_wrong=False, now=timezone.now())
        write = Writer.write

        def given_up(self: Writer, lines: list[Any]) -> None:
            write(self, lines)
            steering.cancel(row.pk, now=timezone.now())

        monkeypatch.setattr(Writer, "write", given_up)
        working.work(row.pk, clock=timezone.now)

        assert not FileRow.objects.exists()

    def test_after_two_weeks_nothing_is_left_and_no_figure_leads_anywhere(
        self, row: Import, sign_in: SignIn, administrator: User
    ) -> None:
        """Also of an import that is over and has no file any more."""
        steering.start(row.pk, skips_wrong=False, now=timezone.now())
        working.work(row.pk, clock=timezone.now)

        working.forget_old(now=timezone.now() + timedelta(days=13))
        assert FileRow.objects.exists()
        assert working.forget_old(now=timezone.now() + timedelta(days=15)) == 1

        assert not FileRow.objects.exists()
        assert Import.objects.get().state == "done"
        assert "/rows/" not in sign_in(administrator).get(row.get_absolute_url()).content.decode()

    def test_of_a_worker_that_lost_its_import_nothing_is_kept(
        self, row: Import, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The rows are those of the check that counts, though the slower one ended later."""
        steering.again(row.pk, now=timezone.now())
        keep = keeping.SetAside.keep

        def overtaken(self: keeping.SetAside) -> None:
            keep(self)
            Import.objects.update(claimed_until=timezone.now() + timedelta(days=1))

        monkeypatch.setattr(keeping.SetAside, "keep", overtaken)
        FileRow.objects.update(name="of the other check")
        working.work(row.pk, clock=timezone.now)

        assert [one.name for one in FileRow.objects.all()] == ["of the other check"]
