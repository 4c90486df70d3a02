"""A nudge wakes the workers after the transaction, and costs nobody anything."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.lib import queue
from config.lib.mail.tasks import deliver
from config.lib.queue import nudge

pytestmark = pytest.mark.django_db
NUDGE_TWICE = """
import django
from time import monotonic
django.setup()
from config.lib import queue
from config.lib.health import queries
from config.lib.mail.tasks import deliver

def seconds(call, *given):
    started = monotonic()
    try:
        call(*given)
    except Exception:
        pass
    return monotonic() - started

print(seconds(queue._call, deliver), seconds(queue._call, deliver), seconds(queries._queue, None))
"""


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has gone wrong with the queue of this process yet."""
    monkeypatch.setattr(queue, "silent_since", None)


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a Redis that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


def in_a_process(program: str, redis: str, folder: Path) -> str:
    """What a program prints that has this Redis; it is given half a minute."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": redis,
        "VAR_DIR": str(folder),
    }
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout


def test_workers_are_called_once_the_transaction_is_saved(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(deliver, "apply_async", lambda **options: calls.append(options))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        nudge(deliver)
        before = list(calls)

    assert before == []
    assert calls == [{"expires": 60, "retry": False}]


@pytest.mark.parametrize("error", [OperationalError("Connection refused"), ValueError("Odd")])
def test_a_queue_that_does_not_answer_stops_nobody(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def down(**options: object) -> None:
        raise error

    monkeypatch.setattr(deliver, "apply_async", down)

    with (
        caplog.at_level(logging.WARNING),
        django_capture_on_commit_callbacks(execute=True),
    ):
        nudge(deliver)

    assert "config.lib.mail.tasks.deliver waits for its sweep" in caplog.text


def test_after_trouble_nobody_calls_for_half_a_minute(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    calls: list[str] = []

    def down(**options: object) -> None:
        calls.append("tried")
        raise OperationalError("Connection refused")

    monkeypatch.setattr(deliver, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        nudge(deliver)
        nudge(deliver)
    monkeypatch.setattr(queue, "silent_since", monotonic() - 31)
    with django_capture_on_commit_callbacks(execute=True):
        nudge(deliver)

    assert calls == ["tried", "tried"]


def test_a_queue_that_hangs_holds_nobody_up_for_long(silent: str, tmp_path: Path) -> None:
    said = in_a_process(NUDGE_TWICE, silent, tmp_path)

    first, second, probe = (float(seconds) for seconds in said.split())
    assert 1 < first < 4
    assert second < 1
    assert 1 < probe < 4
