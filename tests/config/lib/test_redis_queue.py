"""What a page puts into Redis is a task for Celery's own worker."""

from __future__ import annotations

import json
import ssl
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
import redis
import structlog
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from config.lib import queue, redis_queue
from config.lib.mail.operations import DELIVERY
from config.lib.workers import app
from tests.support.programs import absent, printed

pytestmark = pytest.mark.django_db

REDIS = "redis://127.0.0.1:6379/3"
WORTH = 60
WORKER = """
import json, sys
from celery import Celery
from celery.worker import state

app = Celery("for-a-test", broker=sys.argv[1])
app.conf.task_default_queue = sys.argv[2]

@app.task(name="sweep", bind=True)
def sweep(task, *given):
    print(json.dumps([given, task.request.__django_structlog__]), flush=True)

@app.task(name="stop")
def stop():
    state.should_stop = 0

app.conf.worker_redirect_stdouts = False
app.worker_main("--quiet worker --pool solo --loglevel CRITICAL --without-mingle".split())
"""
SELF_SIGNED = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost")
ASK_BOTH = """
import django
django.setup()
from config.lib import queue, redis_queue
from config.lib.mail.operations import DELIVERY
from config.lib.workers import app
from config.lib.workers import app

def asked(call):
    try:
        call()
    except Exception as error:
        return str(error)
    return "went on"

print(asked(redis_queue.client().ping))
print(asked(lambda: app.connection_for_write().ensure_connection(max_retries=1)))
"""
"""Prints what came of each of the two clients: that of the pages, and that of the workers."""


@pytest.fixture
def place(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Redis]:
    """A Redis, and in it a queue that no other test knows."""
    settings.REDIS_URL = REDIS
    monkeypatch.setattr(redis_queue, "LIST", f"celery-{uuid4()}")
    monkeypatch.setattr(queue, "silent_since", None)
    try:
        redis_queue.client().ping()
    except redis.ConnectionError:
        absent("there is no Redis on this machine")
    yield redis_queue.client()
    redis_queue.client().delete(redis_queue.LIST)


def done_by_a_worker() -> list[Any]:
    """What Celery's worker does that stops after the task “stop”: what each was given, and for
    which request."""
    return [json.loads(line) for line in printed(WORKER, REDIS, redis_queue.LIST).splitlines()]


def test_a_worker_does_what_a_page_asked_for(place: redis.Redis) -> None:
    with structlog.contextvars.bound_contextvars(request_id="3f9c-our-proxy"):
        redis_queue.put("sweep", ([3, 4],), worth=WORTH)
    redis_queue.put("sweep", (), worth=WORTH)
    redis_queue.put("stop", (), worth=WORTH)

    done = done_by_a_worker()

    assert done == [[[[3, 4]], {"request_id": "3f9c-our-proxy"}], [[], {}]]
    assert place.llen(redis_queue.LIST) == 0


def test_what_a_task_asks_for_has_a_number_of_its_own(place: redis.Redis) -> None:
    with structlog.contextvars.bound_contextvars(task_id="outer", request_id="3f9c-our-proxy"):
        redis_queue.put("sweep", (), worth=WORTH)
    redis_queue.put("stop", (), worth=WORTH)

    [[_, told]] = done_by_a_worker()

    assert told == {"parent_task_id": "outer", "request_id": "3f9c-our-proxy"}


def test_pages_put_where_workers_look() -> None:
    assert app.conf.task_default_queue == redis_queue.LIST


def test_a_call_is_worth_something_for_a_minute(
    place: redis.Redis, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    began = datetime.now(UTC)
    with django_capture_on_commit_callbacks(execute=True):
        queue.nudge(DELIVERY, [3, 4])

    [message] = map(json.loads, place.lrange(redis_queue.LIST, 0, -1))

    headers, body = message["headers"], json.loads(b64decode(message["body"]))
    worth = datetime.fromisoformat(headers["expires"]) - began
    assert (headers["task"], body[:2]) == (DELIVERY, [[[3, 4]], {}])
    assert timedelta(seconds=60) <= worth < timedelta(seconds=90)


def test_a_message_that_has_waited_too_long_is_worth_nothing(place: redis.Redis) -> None:
    redis_queue.put("sweep", ("old",), worth=-1)
    redis_queue.put("sweep", ("new",), worth=WORTH)
    redis_queue.put("stop", (), worth=WORTH)

    assert done_by_a_worker() == [[["new"], {}]]


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[int]:
    """The port of somebody whose certificate nobody vouches for."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [*SELF_SIGNED, "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, key)
    with create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_greet, args=(listener, shown), daemon=True).start()
        yield listener.getsockname()[1]


def _greet(listener: Any, shown: ssl.SSLContext) -> None:
    while True:
        try:
            with shown.wrap_socket(listener.accept()[0], server_side=True) as line:
                line.recv(100)
                line.sendall(b"+PONG\r\n")
        except ssl.SSLError:
            continue
        except OSError:
            return


def test_pages_and_workers_trust_no_certificate_that_nobody_vouches_for(
    stranger: int, tmp_path: Path
) -> None:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "DATABASE_URL": "sqlite://:memory:",
        "VAR_DIR": str(tmp_path),
        "REDIS_URL": f"rediss://localhost:{stranger}/0",
    }

    page, worker = printed(ASK_BOTH, **given).splitlines()

    assert "CERTIFICATE_VERIFY_FAILED" in page
    assert "CERTIFICATE_VERIFY_FAILED" in worker
