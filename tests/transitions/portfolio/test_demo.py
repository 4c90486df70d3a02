"""The demo company on a usual morning, built once for all that is read of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from accounts.clients.models import Account, Ownership
from accounts.exchange.queries import archive
from accounts.people.models import User
from checklists.runs.models import Attachment, Note
from tests.factories.transitions import NOW
from tests.support.archives import empty, rows
from tests.support.demo import build, healths, moments_ahead
from tests.support.kept import kept_for_a_module
from transitions.comments.models import Mention
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


NOT_IN_THE_DEMO = {"exchange.ExternalId", "people.SavedView", "profile.Opening"}


def pack(folder: Path) -> Path:
    """Everything as an archive."""
    path = folder / "all.zip"
    with archive.write(now=NOW) as file:
        path.write_bytes(file.read())
    return path


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


def test_everything_goes_into_an_archive_and_comes_into_a_new_site_as_it_was(
    tmp_path: Path, settings: LazySettings
) -> None:
    before, packed = rows(), pack(tmp_path)
    empty()
    settings.MEDIA_ROOT = tmp_path / "files"

    call_command("load_archive", packed, stdout=StringIO())

    assert rows() == before
    assert {label for label, found in before.items() if not found} == NOT_IN_THE_DEMO
    attached = Attachment.objects.exclude(file="")
    assert all(one.file.size == one.size for one in attached)


def test_people_with_other_numbers_than_before_are_still_who_is_mentioned(tmp_path: Path) -> None:
    packed = pack(tmp_path)
    mentioned = {(one.comment_id, one.person.email) for one in Mention.objects.all()}
    number = Mention.objects.earliest("pk").person_id
    empty()
    taken = User.objects.create_user("somebody@norvane.example", pk=number)

    call_command("load_archive", packed, stdout=StringIO())

    found = list(Mention.objects.select_related("person", "comment"))
    assert {(one.comment_id, one.person.email) for one in found} == mentioned
    assert all(f"@[{one.person_id}]" in one.comment.body for one in found)
    assert taken.email not in {email for _, email in mentioned}
