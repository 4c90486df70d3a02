"""Which rows of a file somebody reads, and what of them: by the rights of the moment of looking."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.audit.models import Visit
from accounts.clients.models import Access, Account
from accounts.exchange.choices import Kind
from accounts.exchange.filters import FileRowFilter
from accounts.exchange.models import Import
from accounts.exchange.queries import file_rows
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.profile.models import Commitment, ConfidentialSection
from tests.accounts.exchange.conftest import checked, imported
from tests.conftest import SignIn
from tests.support.exports import exported

TIER = "name,tier\nBrightwater Foods,growth\n"


class TestWhoReadsIt:
    """Rights are those of the moment of looking, not of the check."""

    CONTRACTS = "account,title,yearly_value\nBrightwater Foods,Frame,{}\n"

    def _shown(self, browser: Client, row: Import) -> str:
        page = browser.get(f"/accounts/import/{row.pk}/rows/").content.decode()
        file = exported(browser, f"/accounts/import/{row.pk}/rows/export/csv/")
        return page + str(file)

    def test_an_account_that_the_manager_lost_is_hidden_and_counted(
        self, sign_in: SignIn, lead: User, account: Account, stranger: User
    ) -> None:
        text = "name,tier\nBrightwater Foods,growth\nGlass,key\n"
        row = checked(text, Kind.ACCOUNTS, lead)
        browser = sign_in(lead)
        assert "Growth account" in self._shown(browser, row)

        Account.objects.update(owner=stranger)

        text = self._shown(browser, row)
        assert ("Brightwater" in text, "Growth account" in text) == (False, False)
        assert "Glass" in text
        assert "1 row of this file is not shown" in text

    def test_a_confidential_section_is_for_who_reads_such_things(
        self, sign_in: SignIn, lead: User, account: Account, stranger: User
    ) -> None:
        """Helena loses the account, and one of her team is let in to read what is open."""
        imported(self.CONTRACTS.format(100), Kind.CONTRACTS, lead)
        row = checked(self.CONTRACTS.format(777), Kind.CONTRACTS, lead)
        browser, member = sign_in(lead), account.owner
        Account.objects.update(owner=stranger)
        Access.objects.create(account=account, person=member)
        assert "777.00" in self._shown(browser, row)
        assert "Frame" in self._shown(browser, row)

        ConfidentialSection.objects.create(
            account=account,
            book="profile",
            section="contracts",
            said_by=stranger,
            said_at=timezone.now(),
        )

        assert "1 row of this file is not shown" in self._shown(browser, row)
        Access.objects.update(reads_confidential=True)
        text = self._shown(browser, row)
        assert ("777.00" in text, "Frame" in text) == (False, False)
        assert ("not shown" in text, text.count("Read it on the profile of its account.")) == (
            False,
            2,
        )

    def test_a_confidential_commitment_is_for_who_reads_such_things(
        self, sign_in: SignIn, lead: User, account: Account, stranger: User
    ) -> None:
        text = (
            "account,promise,level\nBrightwater Foods,Juniper,confidential\n"
            "Brightwater Foods,Saffron,open\n"
        )
        row = imported(text, Kind.COMMITMENTS, lead)
        browser, member = sign_in(lead), account.owner
        text = self._shown(browser, row)
        assert ("Juniper" in text, "Saffron" in text, "Confidential" in text) == (False, True, True)

        Account.objects.update(owner=stranger)
        Access.objects.create(account=account, person=member)

        text = self._shown(browser, row)
        assert ("Juniper" in text, "Saffron" in text) == (False, True)
        assert "Confidential" not in text

    @pytest.mark.parametrize("closes", ["section", "row"])
    def test_of_what_is_confidential_only_that_it_is_there_is_shown(
        self, sign_in: SignIn, administrator: User, account: Account, closes: str
    ) -> None:
        """No page is shown of it that keeps nobody; nor do its words find it, one by one."""
        text = "external_id,account,promise,source\nC1,Brightwater Foods,Juniper,Mail of {} May\n"
        imported(text.format(3), Kind.COMMITMENTS, administrator)
        row = checked(text.format(4), Kind.COMMITMENTS, administrator)
        browser = sign_in(administrator)
        assert "Mail of 4 May" in self._shown(browser, row)

        if closes == "section":
            ConfidentialSection.objects.create(
                account=account,
                book="profile",
                section="commitments",
                said_by=account.owner,
                said_at=timezone.now(),
            )
        else:
            Commitment.objects.update(level="confidential")

        shown = self._shown(browser, row)
        assert ("Juniper" in shown, "May" in shown) == (False, False)
        found = {
            word: len(browser.get(f"/accounts/import/{row.pk}/rows/?q={word}").context["page"])
            for word in ("juniper", "mail", "c1", "brightwater", "2")
        }
        assert found == {"juniper": 0, "mail": 0, "c1": 1, "brightwater": 1, "2": 1}
        assert not Visit.objects.exists()

    def test_accounts_are_found_by_name_by_who_sees_them(
        self, administrator: User, lead: User, account: Account, stranger: User
    ) -> None:
        Account.objects.update(owner=stranger)
        row = checked("name,tier\nBrightwater Foods,key\n", Kind.ACCOUNTS, administrator)
        row.file_rows.update(name="Another")
        rows = file_rows.visible(row, administrator)

        found = [FileRowFilter({"q": "brightwater"}, rows, who) for who in (administrator, lead)]

        assert [len(one.found) for one in found] == [1, 0]

    def test_what_is_only_to_come_is_known_from_the_file(
        self, sign_in: SignIn, administrator: User, account: Account
    ) -> None:
        row = checked(
            "account,promise,level\nBrightwater Foods,Juniper,confidential\n",
            Kind.COMMITMENTS,
            administrator,
        )

        assert "Juniper" in self._shown(sign_in(administrator), row)

    def test_people_are_for_administrators(
        self, sign_in: SignIn, administrator: User, lead: User, stranger: User
    ) -> None:
        text = f"email,full_name,position\n{stranger.email},Jonas Weiler,Rower\n"
        row = checked(text, Kind.PEOPLE, administrator)
        assert "Rower" in self._shown(sign_in(administrator), row)

        administrator.role = Role.MANAGER
        administrator.save()

        assert "Rower" not in self._shown(sign_in(administrator), row)

    @pytest.mark.parametrize(
        "state", ["columns", "check_wanted", "checking", "failed", "cancelled"]
    )
    def test_nothing_is_told_of_a_check_that_counts_no_more(
        self, sign_in: SignIn, administrator: User, account: Account, state: str
    ) -> None:
        row = checked(TIER, Kind.ACCOUNTS, administrator)
        Import.objects.update(state=state)

        text = self._shown(sign_in(administrator), row)

        assert ("Brightwater" in text, "No rows to show" in text) == (False, True)
