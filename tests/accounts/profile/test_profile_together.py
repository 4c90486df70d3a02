"""Two people write in the profile of the same account at the same moment."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Contract, Swot
from accounts.profile.operations import records
from accounts.profile.operations.records import ChangedMeanwhile, Sent
from tests.support.together import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


def one_after_the_other(
    first: Callable[[], object], then: Callable[[], object], refused: type[Exception]
) -> list[str]:
    """Start the second while the first holds what it wrote; what became of both."""
    has_written = Event()

    def begin() -> str:
        with transaction.atomic():
            first()
            has_written.set()
            time.sleep(0.5)  # the other one waits for the lock meanwhile
        return "written"

    def follow() -> str:
        has_written.wait(timeout=10)
        try:
            then()
        except refused:
            return "refused"
        return "written"

    return all_at_once([begin, follow])


def test_a_row_that_is_removed_while_somebody_saves_it_stays_removed(
    account: Account, owner: User
) -> None:
    sent = Sent(owner, NOW)
    row = records.add(Contract, account.pk, {"title": "Frame"}, sent)

    became = one_after_the_other(
        partial(records.remove, Contract, row.pk),
        partial(records.change, Contract, row.pk, {"title": "Frame 2"}, sent, version=1),
        ObjectDoesNotExist,
    )

    assert became == ["written", "refused"]
    assert not Contract.objects.exists()


def test_two_who_change_a_row_do_not_overwrite_each_other(account: Account, owner: User) -> None:
    sent = Sent(owner, NOW)
    row = records.add(Contract, account.pk, {"title": "Frame"}, sent)

    became = one_after_the_other(
        partial(records.change, Contract, row.pk, {"title": "Frame 2"}, sent, version=1),
        partial(records.change, Contract, row.pk, {"title": "Frame 3"}, sent, version=1),
        ChangedMeanwhile,
    )

    assert became == ["written", "refused"]
    assert Contract.objects.get().title == "Frame 2"


def test_two_who_write_first_what_an_account_has_once_do_not_overwrite_each_other(
    account: Account, owner: User
) -> None:
    sent = Sent(owner, NOW)

    became = one_after_the_other(
        partial(records.keep, Swot, account.pk, {"strengths": "Nights"}, sent, version=0),
        partial(records.keep, Swot, account.pk, {"threats": "Tenders"}, sent, version=0),
        ChangedMeanwhile,
    )

    assert became == ["written", "refused"]
    assert Swot.objects.get().threats == ""
