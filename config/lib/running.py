"""On SQLite a lock beside the database says that the site runs; PostgreSQL knows its connections.

Web, worker and beat share the lock as long as they live, a restore wants it alone. The system lets
go of it when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO

from django.db import connection

from config.lib.environment import Misconfigured

RESTORING = "A backup is being restored into this database. Start again once that is done."
NO_LOCK = (
    "{} cannot be locked, so nobody knows whether a backup is being restored: {}. The folder of an"
    " SQLite database must be the site's own user's, on a file system that has locks."
)
MOMENT = 0.3
"""Seconds: longer than a restore takes to look whether the site runs, shorter than it works."""
_held: list[IO[bytes]] = []
"""The lock of this process, open until it ends."""


class Other(Enum):
    """Who else has to do with the database."""

    NOBODY = "nobody"
    SITE = "the site"
    RESTORE = "another restore"


def hold() -> None:
    """Say for the rest of this process, and of those it forks, that the site runs.

    Raises:
        Misconfigured: a restore is at work, or the lock cannot be had at all.
    """
    file = _lock_file()
    if file is None:
        return
    try:
        _share(file)
    except Misconfigured:
        file.close()
        raise
    _held.append(file)


@contextmanager
def alone() -> Iterator[Other]:
    """Keep the site from starting meanwhile; gives who is there already, and then nobody is kept.

    Raises:
        Misconfigured: the lock cannot be had at all.
    """
    file = _lock_file()
    if file is None:
        yield Other.NOBODY
        return
    with file:
        if _locks(file, fcntl.LOCK_EX):
            yield Other.NOBODY
        else:
            yield Other.SITE if _locks(file, fcntl.LOCK_SH) else Other.RESTORE


def _lock_file() -> IO[bytes] | None:
    """The file that is locked, where the database is a file of SQLite.

    It is only read, so that one that a restore of root's has left serves the site's user as well.
    """
    place = Path(connection.settings_dict["NAME"] or "")
    if connection.vendor != "sqlite" or not place.is_absolute():
        return None
    path = f"{place}.running"
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_CREAT, 0o644), "rb")
    except OSError as error:
        raise Misconfigured(NO_LOCK.format(path, error.strerror)) from error


def _share(file: IO[bytes]) -> None:
    if _locks(file, fcntl.LOCK_SH):
        return
    time.sleep(MOMENT)  # a restore that only looks, and then asks a person, lets go at once
    if not _locks(file, fcntl.LOCK_SH):
        raise Misconfigured(RESTORING)


def _locks(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        place = f"{connection.settings_dict['NAME']}.running"
        raise Misconfigured(NO_LOCK.format(place, error.strerror)) from error
    return True
