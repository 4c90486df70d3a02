"""Two people at the same account at the same moment."""

import time
from datetime import date
from functools import partial
from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.clients.models import Account
from accounts.clients.operations import accounts, contacts
from accounts.clients.operations.accounts import ChangedMeanwhile
from accounts.people.models import User
from tests.support.accounts import sent_to
from tests.support.together import all_at_once, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_edits_while_the_account_is_handed_over_is_told_that_it_changed(
    account: Account, successor: User, today: date
) -> None:
    is_moving = Event()

    def hand_over() -> str:
        with transaction.atomic():
            accounts.hand_to(account.pk, successor, today)
            is_moving.set()
            time.sleep(0.5)  # the other one waits for the lock meanwhile
        return "moved"

    def edit() -> str:
        is_moving.wait(timeout=10)
        try:
            accounts.change(account.pk, {"phone": "+43 1"}, version=1, on=today)
        except ChangedMeanwhile as conflict:
            return f"now of {conflict.account.owner}"
        return "overwritten"

    assert all_at_once([hand_over, edit]) == ["moved", "now of Priya Raman"]


def test_the_form_of_a_contact_sent_twice_at_once_adds_one(account: Account) -> None:
    values, key = {"name": "Emil Varga"}, uuid4()

    added = at_once(partial(contacts.add, account.pk, values, sent_to(account, key)))

    assert added[0] == added[1]
    assert account.contacts.count() == 1
