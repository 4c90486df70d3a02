"""A real Celery worker beside the test: the same database, queue and mail server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 60  # seconds until a worker that does not come up fails the test


def database_url() -> str:
    """The test's own database, as the worker's environment names it."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    sign_in = ":".join(
        quote(str(place[key]), safe="") for key in ("USER", "PASSWORD") if place[key]
    )
    return f"postgres://{sign_in}@{place['HOST']}:{place['PORT']}/{place['NAME']}"


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path, smtp_sink: object) -> Iterator[Path]:
    """A worker that takes up what the site enqueues; gives the path of what it logs."""
    log = tmp_path / "worker.log"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
    }
    command = [sys.executable, "-m", "celery", "--app", "config", "worker"]
    options = ["--pool", "solo", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, *options], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(process, log)
            yield log
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while "ready." not in log.read_text():
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"The worker did not come up:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)
