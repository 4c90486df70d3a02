"""On SQLite a lock beside the database says that the site runs; PostgreSQL knows its connections.

Web, worker and beat share the lock as long as they live, a restore wants it alone. The system lets
go of it when a process ends, however it ends. That there is one restore at a time is for
`config/lib/backup/turns.py`.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

from config.lib.environment import Misconfigured

RESTORING = "A backup is being restored into this database. Start again once that is done."
NO_LOCK = (
    "{} cannot be locked, so nobody knows whether a backup is being restored: {}. The folder of an"
    " SQLite database must be the site’s own user’s, on a file system that has locks."
)
RUNNING = "running"
MOMENT = 0.3
"""Seconds: longer than a restore takes to look whether the site runs, shorter than it works."""
_held: list[IO[bytes]] = []
"""The lock of this process, open until it ends."""


def hold() -> None:
    """Say for the rest of this process, and of those it forks, that the site runs.

    Raises:
        Misconfigured: a restore is at work, or the lock cannot be had at all.
    """
    file = lock_file(RUNNING)
    if file is None:
        return
    try:
        _share(file)
    except Misconfigured:
        file.close()
        raise
    _held.append(file)


@contextmanager
def alone() -> Iterator[bool]:
    """Keep the site from starting meanwhile; false where it runs already, and nobody is kept.

    Raises:
        Misconfigured: the lock cannot be had at all.
    """
    file = lock_file(RUNNING)
    if file is None:
        yield True
        return
    with file:
        yield can_lock(file, fcntl.LOCK_EX)


def lock_file(ending: str) -> IO[bytes] | None:
    """A file to be locked, beside the database where that is a file of SQLite.

    It is only read, so that one that a restore of root's has left serves the site's user as well.

    Raises:
        Misconfigured: it cannot be had.
    """
    place = Path(connection.settings_dict["NAME"] or "")
    if connection.vendor != "sqlite" or not place.is_absolute():
        return None
    path = f"{place}.{ending}"
    try:
        return open(path, "rb", opener=_opened)
    except OSError as error:
        raise Misconfigured(NO_LOCK.format(path, error.strerror)) from error


def can_lock(file: IO[bytes], kind: int) -> bool:
    """Lock a file for as long as it is open; false where somebody else has it.

    Raises:
        Misconfigured: there are no locks.
    """
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise Misconfigured(NO_LOCK.format(file.name, error.strerror)) from error
    return True


def _opened(path: str, _flags: int) -> int:
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)


def _share(file: IO[bytes]) -> None:
    if can_lock(file, fcntl.LOCK_SH):
        return
    time.sleep(MOMENT)  # a restore that only looks, and then asks a person, lets go at once
    if not can_lock(file, fcntl.LOCK_SH):
        raise Misconfigured(RESTORING)
