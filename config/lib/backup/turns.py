"""One restore at a time into a database, whether its site runs or not.

Two would build in the same place beside it, and one would move in what the other has just emptied.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from config.lib import running
from config.lib.backup import database
from config.lib.backup.archive import CannotRestore

TWICE = "Another restore into this database is at work. Wait until it is done."
LOST = "PostgreSQL has ended the connection by which this restore keeps others away. Try again."
KEY = int.from_bytes(b"restore")
"""The number of the lock on PostgreSQL; each database there has its own."""
NAME = "changeover-restore"
"""By which PostgreSQL tells the connection that holds the lock from somebody who is at work."""


Check = Callable[[], None]


@contextmanager
def taken() -> Iterator[Check]:
    """Keep other restores away until the end, however this process ends.

    Gives a check that nobody else can have begun meanwhile, which raises CannotRestore, too.

    Raises:
        CannotRestore: another one is at work.
        Misconfigured: there is no lock to be had.
    """
    with _session() if connection.vendor == "postgresql" else _file() as check:
        if check is None:
            raise CannotRestore(TWICE)
        yield check


@contextmanager
def _file() -> Iterator[Check | None]:
    """A lock beside a file of SQLite, another than the one of a site that runs; it is kept for as
    long as this process is there.
    """
    file = running.lock_file("restore")
    if file is None:
        yield _kept
        return
    with file:
        yield _kept if running.can_lock(file, fcntl.LOCK_EX) else None


def _kept() -> None:
    """Nobody can take a file's lock away."""


@contextmanager
def _session() -> Iterator[Check | None]:
    """A lock of PostgreSQL on a connection of its own: the usual one is closed in between."""
    settings = database.settings_now()
    settings["OPTIONS"]["application_name"] = NAME
    with database.apart(settings) as own, own.cursor() as cursor:
        cursor.execute("SET idle_session_timeout = 0")
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])

        def check() -> None:
            try:
                cursor.execute("SELECT 1")
            except DatabaseError as error:
                raise CannotRestore(LOST) from error

        is_ours = cursor.fetchone()[0]
        try:
            yield check if is_ours else None
        finally:
            # PostgreSQL ends a connection only a moment after it was closed here.
            if is_ours:
                with suppress(DatabaseError):
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
