"""How often the database is asked for digests, and how mails and ledger are written together."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Item
from config.lib.mail.models import Message
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import Written, preview, write_due, writing
from transitions.reminders.operations.keeping import BOTH, keep

TODAY = date(2026, 11, 24)
INSERTS = {"postgresql": 1, "sqlite": 2}
"""For the mails and the ledger of a batch; no statement of SQLite writes two tables."""


def make_handovers(number: int, *, manager: User) -> None:
    """Each with two people of its own who have something to say, as has the manager of all."""
    for days_ago in range(number):
        transition = make_transition(manager=manager)
        Item.objects.filter(checklist=transition.checklist).update(
            due_on=TODAY - timedelta(days=days_ago)
        )


@pytest.mark.usefixtures("calendar", "stranger")
@pytest.mark.parametrize(("batch", "batches"), [(6, 1), (3, 2), (2, 3)])
def test_a_batch_takes_three_queries_and_one_insert(
    lead: User, morning: datetime, monkeypatch: pytest.MonkeyPatch, batch: int, batches: int
) -> None:
    make_handovers(2, manager=lead)
    monkeypatch.setattr(writing, "BATCH", batch)

    with CaptureQueriesContext(connection) as queries:
        written = write_due(morning)

    sql = [query["sql"] for query in queries]
    selects = sum(one.lstrip("(").startswith("SELECT") for one in sql)
    inserts = sum("INSERT INTO" in one for one in sql)
    for_places_and_people = 2
    assert (written, Digest.objects.count()) == (5, 6)
    assert selects == for_places_and_people + 3 * batches
    assert inserts == INSERTS[connection.vendor] * batches


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize("handovers", [1, 3])
def test_the_number_of_queries_does_not_grow_with_people_and_items(
    lead: User, morning: datetime, handovers: int
) -> None:
    make_handovers(handovers, manager=lead)

    with CaptureQueriesContext(connection) as queries:
        written = write_due(morning)

    selects, begin_and_end = 5, 2
    assert written == 1 + 2 * handovers
    assert len(queries) == selects + begin_and_end + INSERTS[connection.vendor]


def test_everybody_has_a_row_in_the_ledger_with_their_own_mail(
    transition: Transition, stranger: User, morning: datetime
) -> None:
    write_due(morning)

    rows = dict(Digest.objects.values_list("person__full_name", "message__person__full_name"))
    assert rows == {
        "Tomas Eriksen": "Tomas Eriksen",
        "Priya Raman": "Priya Raman",
        "Helena Brandt": "Helena Brandt",
        stranger.full_name: None,
    }


def test_the_statement_for_mails_and_ledger_names_what_the_models_have() -> None:
    """It is written by hand, so that a new column of the ledger has to be added there, too."""
    table, named = re.findall(r"INSERT INTO (\w+) \((.+)\)", BOTH)[0]
    columns = [field.column for field in Digest._meta.concrete_fields if not field.primary_key]
    receiver = Message._meta.get_field("person")

    assert (table, named.replace('"', "").split(", ")) == (Digest._meta.db_table, columns)
    assert f"RETURNING {Message._meta.pk.column}, {receiver.attname})" in BOTH


def test_the_ledger_is_written_in_the_order_of_people(
    transition: Transition, stranger: User, morning: datetime
) -> None:
    """So that two workers that write at once do not wait for each other in a circle."""
    done = preview(TODAY, now=morning)

    keep({one.person.pk: one.draft for one in reversed(done)}, TODAY)

    people = list(Digest.objects.order_by("pk").values_list("person_id", flat=True))
    assert people == [one.person.pk for one in done]
    assert people == sorted(people)


def test_the_rest_is_written_when_another_worker_has_written_some(
    transition: Transition, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare: Callable[..., list[Written]] = writing._prepare
    first = min(User.objects.all(), key=lambda person: person.pk)

    def prepare_while_another_writes(*args: Any) -> list[Written]:
        prepared = prepare(*args)
        Digest.objects.get_or_create(person=first, on=TODAY)
        return prepared

    monkeypatch.setattr(writing, "BATCH", 2)
    monkeypatch.setattr(writing, "_prepare", prepare_while_another_writes)
    written = write_due(morning)

    assert written == 2
    assert Digest.objects.filter(on=TODAY, message=None).get().person == first
    assert Digest.objects.count() == 3
