"""A nudge wakes the workers after the transaction, and costs nobody anything."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from time import monotonic

import pytest
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.people.operations.public_holidays import LOADING
from config.lib import environment, queue
from config.lib.environment import Misconfigured
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge
from config.lib.workers import app
from config.settings.files import REDIS_PATIENCE
from tests.support.programs import printed
from transitions.plans.operations.health import FOLLOWING_PEOPLE
from transitions.reports.operations import MAKING

pytestmark = pytest.mark.django_db
NUDGE_TWICE = """
import json
import socket
import django
django.setup()
from config.lib import queue
from config.lib.health import queries
from config.lib.mail.operations import DELIVERY

class Watched(socket.socket):
    def connect(self, address):
        waits.append(self.gettimeout())
        super().connect(address)

    def settimeout(self, seconds):
        waits.append(seconds)
        super().settimeout(seconds)

def waits_of(call, *given):
    waits.clear()
    try:
        call(*given)
    except Exception as error:
        return [type(error).__name__, *waits]
    return ["went on", *waits]

waits = []
socket.socket = Watched
twice = [waits_of(queue._call, DELIVERY), waits_of(queue._call, DELIVERY)]
print(json.dumps([*twice, waits_of(queries._queue, None)]))
"""
"""Prints what came of each call, and the seconds for which a socket of it would wait."""


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
    """What a program prints that has this Redis; only one that hangs is not done in two minutes."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": redis,
        "VAR_DIR": str(folder),
    }
    return printed(program, **settings)


def test_workers_are_called_once_the_transaction_is_saved(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(queue, "put", lambda *message: calls.append(message))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        nudge(DELIVERY)
        nudge(DELIVERY, [3, 4])
        before = list(calls)

    assert before == []
    assert calls == [(DELIVERY, ()), (DELIVERY, ([3, 4],))]


def test_on_a_laptop_celery_puts_the_message_into_its_folder(
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.REDIS_URL = ""
    calls: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: calls.append((name, options)))

    with django_capture_on_commit_callbacks(execute=True):
        nudge(DELIVERY, [3, 4])

    assert calls == [(DELIVERY, {"args": ([3, 4],), "expires": 60, "retry": False})]


@pytest.mark.parametrize("error", [OperationalError("Connection refused"), ValueError("Odd")])
def test_a_queue_that_does_not_answer_stops_nobody(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def down(*message: object) -> None:
        raise error

    monkeypatch.setattr(queue, "put", down)

    with (
        caplog.at_level(logging.WARNING),
        django_capture_on_commit_callbacks(execute=True),
    ):
        nudge(DELIVERY)

    assert "config.lib.mail.tasks.deliver waits for its sweep" in caplog.text


def test_after_trouble_nobody_calls_for_half_a_minute(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    calls: list[str] = []

    def down(*message: object) -> None:
        calls.append("tried")
        raise OperationalError("Connection refused")

    monkeypatch.setattr(queue, "put", down)
    with django_capture_on_commit_callbacks(execute=True):
        nudge(DELIVERY)
        nudge(DELIVERY)
    monkeypatch.setattr(queue, "silent_since", monotonic() - 31)
    with django_capture_on_commit_callbacks(execute=True):
        nudge(DELIVERY)

    assert calls == ["tried", "tried"]


def test_a_queue_that_hangs_holds_nobody_up_for_long(silent: str, tmp_path: Path) -> None:
    first, second, probe = json.loads(in_a_process(NUDGE_TWICE, silent, tmp_path))
    once = [REDIS_PATIENCE] * 3  # until it is connected, said so twice, and then for an answer
    assert first == ["went on", *once]
    assert second == ["went on"]
    assert probe[0] == "TimeoutError"
    assert set(probe[1:]) == {REDIS_PATIENCE} and len(probe) <= 5  # it does not try again


def test_what_pages_and_beat_call_for_are_tasks() -> None:
    app.loader.import_default_modules()
    swept = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {DELIVERY, LOADING, MAKING, FOLLOWING_PEOPLE} | swept <= app.tasks.keys()


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("rediss://127.0.0.1:6379/0?ssl_cert_reqs=required&ssl_ca_certs=/etc/ours.pem", ""),
        ("redis://127.0.0.1:6379/0?db=9", "do not both know its option db"),
        ("redis://127.0.0.1:6379/0?health_check_interval=30", "option health_check_interval"),
    ],
)
def test_cache_and_queue_understand_the_same_address(
    address: str, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    with pytest.raises(Misconfigured, match=refused) if refused else nullcontext():
        assert environment.redis("REDIS_URL") == address


def test_the_certificate_of_a_queue_by_tls_is_checked_unless_the_address_says_otherwise(
    tmp_path: Path,
) -> None:
    program = (
        "from config.settings import queue; print(getattr(queue, 'CELERY_BROKER_USE_SSL', ''))"
    )
    place = "://127.0.0.1:1/0"
    asked = [f"rediss{place}", f"rediss{place}?ssl_cert_reqs=none", f"redis{place}"]

    checked, said, plain = (in_a_process(program, each, tmp_path).strip() for each in asked)

    assert "CERT_REQUIRED" in checked and (said, plain) == ("", "")


def test_celery_finds_the_site_on_a_laptop_where_nobody_names_the_settings(tmp_path: Path) -> None:
    celery = Path(sys.executable).with_name("celery")
    named = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    asked = {name: value for name, value in os.environ.items() if name not in named}
    asked |= {"READ_DOTENV": "false", "VAR_DIR": str(tmp_path), "DATABASE_URL": "sqlite://:memory:"}
    asked |= {"REDIS_URL": ""}

    told = subprocess.run(
        [celery, "--app", "config", "report"],
        cwd=settings.BASE_DIR,
        env=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert "filesystem://localhost" in told.stdout
    assert "raised" not in told.stdout + told.stderr
