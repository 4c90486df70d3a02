"""One restore at a time into a database, whether its site runs or not.

Two would build in the same place beside it, and one would move in what the other has just emptied.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from config.lib import running
from config.lib.backup import database
from config.lib.backup.archive import CannotRestore

TWICE = "Another restore into this database is at work. Wait until it is done."
KEY = int.from_bytes(b"restore")
"""The number of the lock on PostgreSQL; each database there has its own."""
NAME = "changeover-restore"
"""By which PostgreSQL tells the connection that holds the lock from somebody who is at work."""


@contextmanager
def taken() -> Iterator[None]:
    """Keep other restores away until the end, however this process ends.

    Raises:
        CannotRestore: another one is at work.
        Misconfigured: there is no lock to be had.
    """
    with _session() if connection.vendor == "postgresql" else _file() as is_ours:
        if not is_ours:
            raise CannotRestore(TWICE)
        yield


@contextmanager
def _file() -> Iterator[bool]:
    """A lock beside a file of SQLite, another than the one of a site that runs."""
    file = running.lock_file("restore")
    if file is None:
        yield True
        return
    with file:
        yield running.can_lock(file, fcntl.LOCK_EX)


@contextmanager
def _session() -> Iterator[bool]:
    """A lock of PostgreSQL on a connection of its own: the usual one is closed in between."""
    settings = database.settings_now()
    settings["OPTIONS"]["application_name"] = NAME
    with database.apart(settings) as own, own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
        yield bool(cursor.fetchone()[0])
