"""A site on SQLite is not replaced while it runs, and does not start while it is replaced."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from django.db import connection

from config.lib import running
from config.lib.backup import CannotRestore, Wishes, check_target
from config.lib.backup.restoring import RUNNING
from config.lib.environment import Misconfigured
from tests.support.databases import Elsewhere

HOLD = "file = open(sys.argv[1], 'ab'); fcntl.flock(file, fcntl.LOCK_SH); print('on', flush=True)"


@contextmanager
def running_site() -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock as web, worker and beat do, until it is killed."""
    place = f"{connection.settings_dict['NAME']}.running"
    program = f"import fcntl, sys; {HOLD}; sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "on\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_site_that_runs_is_not_replaced_unless_the_operator_says_so(
    elsewhere: Elsewhere,
) -> None:
    with elsewhere("sqlite"):
        with running_site():
            with pytest.raises(CannotRestore) as refusal:
                check_target(Wishes())
            check_target(Wishes(while_connected=True))
        check_target(Wishes())

    assert str(refusal.value) == RUNNING


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[IO[bytes]]]:
    """What this process holds of locks, let go of at the end."""
    files: list[IO[bytes]] = []
    monkeypatch.setattr(running, "_held", files)
    monkeypatch.setattr(running, "MOMENT", 0)
    yield files
    for file in files:
        file.close()


def test_a_site_does_not_start_while_it_is_replaced(
    elsewhere: Elsewhere, held: list[IO[bytes]]
) -> None:
    with elsewhere("sqlite"):
        with running.alone() as is_alone, pytest.raises(Misconfigured, match="is being restored"):
            running.hold()
        refused = list(held)
        running.hold()
        with running.alone() as is_alone_beside_a_site:
            pass

    assert (is_alone, refused, is_alone_beside_a_site) == (True, [], False)


def test_a_site_starts_while_a_restore_only_looks(
    elsewhere: Elsewhere, held: list[IO[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with elsewhere("sqlite"):
        looking = running.alone()
        looking.__enter__()
        monkeypatch.setattr(
            "config.lib.running.time.sleep", lambda _: looking.__exit__(None, None, None)
        )
        running.hold()

    assert len(held) == 1


def test_a_lock_that_a_restore_of_roots_has_left_serves_the_site(
    elsewhere: Elsewhere, held: list[IO[bytes]]
) -> None:
    with elsewhere("sqlite"):
        running.hold()
        place = Path(f"{connection.settings_dict['NAME']}.running")

    assert fcntl.fcntl(held[0], fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
    assert place.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("call", ["os.open", "fcntl.flock"])
def test_where_there_is_no_lock_to_be_had_a_sentence_says_so(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    with elsewhere("sqlite"):
        monkeypatch.setattr(f"config.lib.running.{call}", refuse)
        with pytest.raises(Misconfigured) as refusal:
            running.hold()

    assert "sqlite3.running cannot be locked" in str(refusal.value)
    assert "No locks available" in str(refusal.value)
