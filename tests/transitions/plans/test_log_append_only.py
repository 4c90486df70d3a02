"""Nobody changes or deletes an entry of the log, by whichever way; the database refuses it, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import append_only
from tests.factories.transitions import NOW, make_transition
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import log

TABLE = "plans_logentry"
MESSAGE = "append-only: what stands in plans_logentry is never changed or deleted"
UPDATE, DELETE = f"UPDATE {TABLE} SET notes = 'other'", f"DELETE FROM {TABLE}"

IN_PYTHON: dict[str, Callable[[LogEntry], Any]] = {
    "save": lambda entry: entry.save(),
    "delete": lambda entry: entry.delete(),
    "update": lambda entry: LogEntry.objects.update(notes="other"),
    "update of a transition's": lambda entry: entry.transition.log.update(notes="other"),
    "delete all": lambda entry: LogEntry.objects.all().delete(),
    "bulk_update": lambda entry: LogEntry.objects.bulk_update([entry], ["notes"]),
    "update_or_create": lambda entry: LogEntry.objects.update_or_create(
        pk=entry.pk, defaults={"notes": "other"}
    ),
    "upsert": lambda entry: LogEntry.objects.bulk_create(
        [entry], update_conflicts=True, unique_fields=["id"], update_fields=["notes"]
    ),
}


@pytest.fixture
def entry(account: Account, successor: User, lead: User) -> LogEntry:
    found = make_transition(account=account, incoming=successor, manager=lead)
    return log.write(found, LogKind.TEAM, "Called the buyer", by=lead, at=NOW)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def kept() -> list[tuple[str, str]]:
    rows = LogEntry.objects.filter(activity="Called the buyer")
    return list(rows.values_list("activity", "notes"))


@pytest.mark.django_db
@pytest.mark.parametrize("way", IN_PYTHON)
def test_no_code_changes_or_deletes_an_entry(entry: LogEntry, way: str) -> None:
    with pytest.raises(TypeError, match="LogEntry is append-only: write another row instead"):
        IN_PYTHON[way](entry)

    assert kept() == [("Called the buyer", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [UPDATE, DELETE])
def test_the_database_refuses_it_and_says_why(entry: LogEntry, statement: str) -> None:
    with pytest.raises(DatabaseError, match=MESSAGE):
        run(statement)

    assert kept() == [("Called the buyer", "")]


@pytest.mark.django_db
def test_a_transition_with_a_log_is_not_deleted(entry: LogEntry) -> None:
    with pytest.raises(ProtectedError):
        Transition.objects.filter(pk=entry.transition_id).delete()


@pytest.mark.django_db
def test_the_database_takes_its_refusal_back_where_a_migration_asks(entry: LogEntry) -> None:
    append_only.release(TABLE, connection)
    run(UPDATE)
    append_only.protect(TABLE, connection)

    with pytest.raises(DatabaseError, match=MESSAGE):
        run(DELETE)
    assert kept() == [("Called the buyer", "other")]


@pytest.mark.django_db(transaction=True)
def test_what_a_migration_dropped_on_its_way_is_there_again_after_it(entry: LogEntry) -> None:
    append_only.release(TABLE, connection)

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match=MESSAGE):
        run(UPDATE)


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back_and_made_again(entry: LogEntry) -> None:
    try:
        call_command("migrate", "plans", "0011", verbosity=0)
        run(UPDATE)
    finally:
        call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match=MESSAGE):
        run(UPDATE)


@pytest.mark.django_db(transaction=True)
def test_postgresql_does_not_empty_it_either(entry: LogEntry) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE.")

    with pytest.raises(DatabaseError, match=MESSAGE):
        run(f"TRUNCATE {TABLE} CASCADE")
