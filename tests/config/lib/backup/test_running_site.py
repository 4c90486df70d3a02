"""A site on SQLite is not replaced while it runs, and does not start while it is replaced."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


def test_a_site_does_not_start_while_it_is_replaced(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[IO[bytes]] = []
    monkeypatch.setattr(running, "_held", held)

    with elsewhere("sqlite"):
        with running.alone() as is_alone, pytest.raises(Misconfigured, match="is being restored"):
            running.hold()
        refused = list(held)
        running.hold()
        with running.alone() as is_alone_beside_a_site:
            pass
        held.pop().close()

    assert (is_alone, refused, is_alone_beside_a_site) == (True, [], False)
