"""The demo company on a usual morning, built once for all that is read of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from pytest_django import DjangoDbBlocker

from accounts.clients.models import Account, Ownership
from accounts.people.models import User
from checklists.runs.models import Note
from tests.factories.transitions import NOW
from tests.support.demo import build, healths, moments_ahead
from tests.support.kept import kept_for_a_module
from transitions.plans.choices import Health, State
from transitions.plans.models import LogEntry, Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "said")]


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the command says when it builds the demo; the tests of this file share it."""
    with kept_for_a_module(django_db_blocker):
        with time_machine.travel(NOW, tick=False):
            told = build()
        yield told


def test_the_demo_is_built_once_and_shows_every_state(said: str, today: date) -> None:
    assert re.match(r"Demo company: \d+ transitions around today\.", said)

    states = Counter(Transition.objects.values_list("state", flat=True))
    assert {State.DRAFT, State.ACTIVE, State.ON_HOLD, State.COMPLETED} <= set(states)
    assert healths(today) == set(Health)
    owners = Ownership.objects.filter(until_on__isnull=True).values_list("account", "person")
    assert dict(owners) == dict(Account.objects.values_list("pk", "owner"))

    kept = User.objects.count(), Transition.objects.count(), LogEntry.objects.count()
    assert build() == "The site is not empty; the demo company stays away.\n"
    assert (User.objects.count(), Transition.objects.count(), LogEntry.objects.count()) == kept


def test_nothing_of_the_demo_lies_in_the_future(today: date) -> None:
    assert not LogEntry.objects.filter(happened_at__date__gt=today).exists()
    assert moments_ahead() == []


def test_who_owned_an_account_before_ends_the_day_before_the_next_begins() -> None:
    found = list(Ownership.objects.order_by("account", "from_on"))
    pairs = [(a, b) for a, b in pairwise(found) if a.account_id == b.account_id]

    assert pairs
    for former, following in pairs:
        assert former.until_on == following.from_on - timedelta(days=1), former.account


def test_no_note_stands_twice_in_one_report() -> None:
    said = Note.objects.values_list("item__checklist", "body")

    assert said
    assert [note for note, times in Counter(said).items() if times > 1] == []
