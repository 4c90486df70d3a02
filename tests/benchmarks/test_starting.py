"""A benchmark runs by its own settings, and says what it fills before it begins."""

from __future__ import annotations

import psycopg
import pytest

from tests.benchmarks import database
from tests.support.programs import printed

NAMES = ("DJANGO_SETTINGS_MODULE", "READ_DOTENV", "VAR_DIR")
SHOW = f"import os, tests.benchmarks.__main__; print(*[os.environ[name] for name in {NAMES}])"


def test_no_shell_names_the_settings_of_a_benchmark() -> None:
    of_a_site = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "READ_DOTENV": "true",
        "VAR_DIR": "/var/lib/changeover",
    }

    shown = printed(SHOW, **of_a_site).split()

    assert shown[:2] == ["config.settings.development", "false"]
    assert shown[2].endswith("/var/bench")


def test_what_is_filled_is_said_before_without_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_DATABASE_URL", "postgres://me:hunter2@bench.example/speed")

    said = database.to_be_filled([database.SMALL, database.LARGE])

    assert said.splitlines() == [
        "speed_small on bench.example is filled first, and kept: 10,000 items, about half a minute"
        " and 30 MB.",
        "speed_large on bench.example is filled first, and kept: 1,000,000 items, about five"
        " minutes and 1.2 GB.",
    ]
    assert database.to_be_filled([]) == ""


def test_a_server_that_does_not_answer_is_no_empty_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BENCH_DATABASE_URL", "postgres://me@127.0.0.1:1/speed")

    with pytest.raises(psycopg.OperationalError):
        database.is_full(database.SMALL)
