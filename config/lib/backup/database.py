"""Database connections beside the usual one: a snapshot to read from, a place to build in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

Settings = dict[str, Any]


def settings_now() -> Settings:
    """A copy of the settings of the site's database, without what a lone connection cannot use."""
    settings: Settings = deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    settings["OPTIONS"].pop("pool", None)
    settings["CONN_MAX_AGE"] = 0
    settings["DISABLE_SERVER_SIDE_CURSORS"] = False
    return settings


@contextmanager
def apart(settings: Settings) -> Iterator[BaseDatabaseWrapper]:
    """A connection beside the usual one, closed at the end."""
    connection = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, DEFAULT_DB_ALIAS)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def standing_in(settings: Settings) -> Iterator[BaseDatabaseWrapper]:
    """Let every query of this thread go to another database, migrations and models included."""
    usual = connections[DEFAULT_DB_ALIAS]
    with apart(settings) as connection:
        connections[DEFAULT_DB_ALIAS] = connection
        try:
            yield connection
        finally:
            connections[DEFAULT_DB_ALIAS] = usual


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """See the database as it is at one moment, however long reading takes; nobody waits for it.

    On PostgreSQL a repeatable read; on SQLite a read transaction, which in its write-ahead mode
    sees one moment too. It must not begin as a writer there, as the site's own transactions do.
    """
    settings = settings_now()
    settings["OPTIONS"].pop("transaction_mode", None)
    with standing_in(settings) as connection, transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection
