"""On SQLite a lock beside the database says that the site runs; PostgreSQL knows its connections.

Web, worker and beat share the lock as long as they live, a restore wants it alone. The system lets
go of it when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

from config.lib.environment import Misconfigured

RESTORING = "A backup is being restored into this database. Start again once that is done."
_held: list[IO[bytes]] = []
"""The lock of this process, open until it ends."""


def hold() -> None:
    """Say for the rest of this process, and of those it forks, that the site runs.

    Raises:
        Misconfigured: a restore is at work.
    """
    file = _lock_file()
    if file is None:
        return
    if not _locks(file, fcntl.LOCK_SH):
        file.close()
        raise Misconfigured(RESTORING)
    _held.append(file)


@contextmanager
def alone() -> Iterator[bool]:
    """Keep the site from starting meanwhile; gives False where it runs already."""
    file = _lock_file()
    try:
        yield file is None or _locks(file, fcntl.LOCK_EX)
    finally:
        if file:
            file.close()


def _lock_file() -> IO[bytes] | None:
    """The file that is locked, where the database is a file of SQLite."""
    place = Path(connection.settings_dict["NAME"] or "")
    if connection.vendor != "sqlite" or not place.is_absolute():
        return None
    return Path(f"{place}.running").open("ab")


def _locks(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
