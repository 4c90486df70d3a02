"""Who is let in to an account: to what, and until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.clients.models import Access, Account
from accounts.clients.operations import access
from accounts.clients.operations.access import Guest
from accounts.clients.permissions import confidential_accounts, reads_confidential
from accounts.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def let_in(account: Account, *guests: Guest) -> None:
    access.set_to(account.pk, guests, by=account.owner, now=timezone.now())


def reads(user: User, account: Account) -> tuple[bool, bool]:
    """As the row says, and as the list says."""
    listed = Account.objects.filter(confidential_accounts(user), pk=account.pk).exists()
    return reads_confidential(user, account), listed


def test_access_ends_with_its_last_day(account: Account, stranger: User, today: date) -> None:
    let_in(account, Guest(stranger, until_on=today))
    on_the_last_day = Account.objects.visible_to(stranger).count()

    let_in(account, Guest(stranger, until_on=today - timedelta(days=1)))

    assert (on_the_last_day, Account.objects.visible_to(stranger).count()) == (1, 0)


def test_who_leads_a_guest_sees_the_account_no_longer_than_they_do(
    account: Account, stranger: User, successor: User, lead: User, today: date
) -> None:
    Account.objects.filter(pk=account.pk).update(owner=stranger)
    let_in(account, Guest(successor, until_on=today))
    before = Account.objects.visible_to(lead).count()

    let_in(account, Guest(successor, until_on=today - timedelta(days=1)))

    assert (before, Account.objects.visible_to(lead).count()) == (1, 0)


def test_who_is_let_in_again_keeps_the_row_and_gets_what_is_said_now(
    account: Account, successor: User, today: date
) -> None:
    let_in(account, Guest(successor))
    row = Access.objects.get()

    let_in(account, Guest(successor, reads_confidential=True, until_on=today))

    kept = Access.objects.get()
    assert (kept.pk, kept.reads_confidential, kept.until_on) == (row.pk, True, today)


@pytest.mark.parametrize(
    ("who", "is_read"),
    [
        *((one, True) for one in ("owner", "lead", "successor", "administrator")),
        *((one, False) for one in ("stranger", "hr", "reader")),
    ],
)
def test_what_is_confidential_is_read_by_who_needs_it(
    request: pytest.FixtureRequest, account: Account, who: str, is_read: bool
) -> None:
    successor, hr, reader = (request.getfixturevalue(one) for one in ("successor", "hr", "reader"))
    let_in(account, Guest(successor, reads_confidential=True), Guest(hr), Guest(reader))

    found = reads(request.getfixturevalue(who), account)

    assert found == (is_read, is_read)


def test_a_guest_reads_what_is_confidential_no_longer_than_they_see_the_account(
    account: Account, stranger: User, today: date
) -> None:
    let_in(account, Guest(stranger, reads_confidential=True, until_on=today - timedelta(days=1)))

    assert reads(stranger, account) == (False, False)


def test_who_only_reads_is_never_let_in_to_what_is_confidential(
    account: Account, reader: User
) -> None:
    let_in(account, Guest(reader, reads_confidential=True))

    assert reads(reader, account) == (False, False)
