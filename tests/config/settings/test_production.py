"""A server starts with all it needs, and says in one sentence what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.support.smtp import free_port
from tests.support.worker import database_url

PLANNING = "-c jit=off -c random_page_cost=1.1"
PATIENCE = 30  # seconds until a part that starts although it must not fails the test
COMPLETE = {
    "SECRET_KEY": "v9Qm2xTz7LkP4rWc8NbY1sHd6FgJ3uKe5AoXiRqMtVnZpBwEyC",
    "SITE_URL": "https://changeover.example",
    "ALLOWED_HOSTS": "changeover.example",
    "DATABASE_URL": "sqlite://:memory:",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "TRUSTED_PROXY_COUNT": "1",
}
SHOW = """
from config.settings import production
print(production.ALLAUTH_TRUSTED_PROXY_COUNT, hasattr(production, "SECURE_PROXY_SSL_HEADER"))
"""

POOL = """
from config.settings import production
place = production.DATABASES["default"]
print(place["CONN_MAX_AGE"], place.get("OPTIONS", {}).get("pool"))
"""


PARTS = {
    "manage.py": ["manage.py", "migrate"],
    "gunicorn": ["-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"],
    "worker": ["-m", "celery", "--app", "config", "worker", "--pool", "solo"],
    "beat": ["-m", "celery", "--app", "config", "beat"],
}
"""What a server starts, each by the words of its unit."""


def start(folder: Path, program: str = SHOW, **changes: str) -> str:
    """What a server says that starts with these settings; an empty one counts as left out."""
    ended = run(["-c", program], folder, changes)
    *before, said = (ended.stdout or ended.stderr).splitlines()
    assert ended.returncode == (0 if ended.stdout else 1)
    assert ended.stdout or not before, "more than a sentence"
    return said


def run_part(part: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """What a part of a server says that does not start."""
    port = str(free_port())
    more = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1", **changes}
    place = ["--schedule", str(folder / "schedule")] if part == "beat" else []
    return run([*PARTS[part], *place], folder, more)


def run(
    words: list[str], folder: Path, changes: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in (COMPLETE | changes).items() if value}
    names = {
        "PATH": os.environ["PATH"],
        "READ_DOTENV": "false",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "VAR_DIR": str(folder),
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", *words],
        env=names | given,
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("part", PARTS)
def test_each_part_says_what_is_wrong_in_a_sentence(tmp_path: Path, part: str) -> None:
    ended = run_part(part, tmp_path, TRUSTED_PROXY_COUNT="abc")

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "TRUSTED_PROXY_COUNT must be a whole number, 0 or more, such as 1; it is “abc”."
    ]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_says_in_a_sentence_why_the_database_does_not_answer(
    tmp_path: Path, part: str
) -> None:
    nowhere = "postgres://site:secret@127.0.0.1:1/site"
    pool = "0" if part == "manage.py" else "4"  # bin/manage sets it

    ended = run_part(part, tmp_path, DATABASE_URL=nowhere, DATABASE_POOL_MAX=pool)

    (said,) = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert said.startswith("The database of DATABASE_URL does not answer: connection to server at")
    assert said.count("Connection refused") == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "BIND",
            "8000",
            "BIND must be an address with its port such as 127.0.0.1:8000, or a socket such as"
            " unix:/run/site.sock; it is “8000”.",
        ),
        (
            "LOG_LEVEL",
            "loud",
            "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR; it is “loud”.",
        ),
    ],
)
def test_gunicorn_reads_its_own_settings_as_strictly(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    ended = run_part("gunicorn", tmp_path, **{name: value})

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [sentence]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be a long random text of your own"),
        ("SECRET_KEY", "only-for-tests", "SECRET_KEY must be a long random text of your own"),
        ("SECRET_KEY", "abc" * 20, "SECRET_KEY must be a long random text of your own"),
        (
            "SECRET_KEY",
            "django-insecure-" + COMPLETE["SECRET_KEY"],
            "SECRET_KEY must be a long random text of your own",
        ),
        ("METRICS", "true", "METRICS_TOKEN must be a random text"),
        ("SITE_URL", "http://changeover.example", "SITE_URL must be the public https:// address"),
        (
            "SITE_URL",
            "https://",
            "SITE_URL must be like https://name.example.com; it names no host",
        ),
        (
            "SITE_URL",
            "https://changeover.example/x",
            "SITE_URL must be the public https:// address",
        ),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must name the hosts"),
        ("ALLOWED_HOSTS", "changeover.example,*", "ALLOWED_HOSTS must name the hosts"),
        ("ALLOWED_HOSTS", "https://changeover.example", "ALLOWED_HOSTS must name the hosts"),
        ("SENTRY_DSN", "errors.example", "SENTRY_DSN must be the address that Sentry shows"),
        ("DATABASE_URL", "", "DATABASE_URL must name the database"),
        ("REDIS_URL", "", "REDIS_URL must be set"),
        ("EMAIL_URL", "", "EMAIL_URL must be the smtp address"),
        ("EMAIL_URL", "consolemail://", "EMAIL_URL must be the smtp address"),
        ("TRUSTED_PROXY_COUNT", "", "TRUSTED_PROXY_COUNT must say how many proxies"),
        ("WEB_CONCURRENCY", "many", "WEB_CONCURRENCY must be a whole number, 1 or more, such as 5"),
        ("PORT", "abc", "PORT must be a whole number, from 1 to 65535, such as 8000; it is “abc”"),
        ("DEBUG", "1", "DEBUG shows the inner workings to everybody"),
    ],
)
def test_a_server_refuses_to_start_and_says_why(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    said = start(tmp_path, **{name: value})

    assert said.startswith(sentence)


def test_a_secret_may_begin_with_a_dollar(tmp_path: Path) -> None:
    assert start(tmp_path, SECRET_KEY="$" + COMPLETE["SECRET_KEY"]) == "1 True"


def test_hosts_below_the_site_are_bound_to_https_unless_it_is_told_not_to(tmp_path: Path) -> None:
    show = """
from config.settings import production
print(production.SECURE_HSTS_INCLUDE_SUBDOMAINS, production.SECURE_HSTS_PRELOAD)
"""

    assert start(tmp_path, show) == "True True"
    assert start(tmp_path, show, HSTS_SUBDOMAINS="false") == "False False"


def test_behind_a_proxy_its_word_on_https_is_taken(tmp_path: Path) -> None:
    assert start(tmp_path, TRUSTED_PROXY_COUNT="1") == "1 True"


def test_without_a_proxy_nobody_is_believed_about_https(tmp_path: Path) -> None:
    assert start(tmp_path, TRUSTED_PROXY_COUNT="0") == "0 False"


def test_behind_a_pooler_nothing_is_kept_and_no_cursor_outlives_its_transaction(
    tmp_path: Path,
) -> None:
    show = """
from config.settings import production
place = production.DATABASES["default"]
options = place.get("OPTIONS", {})
print(options.get("pool"), place["DISABLE_SERVER_SIDE_CURSORS"], options.get("options"))
"""
    place = "postgres://site:secret@127.0.0.1:5432/site"

    assert start(tmp_path, show, DATABASE_URL=place, DATABASE_POOLER="true") == "None True None"
    assert start(tmp_path, show, DATABASE_URL=place).endswith(f"False {PLANNING}")


def test_what_an_address_of_the_database_asks_for_is_asked_for_too(tmp_path: Path) -> None:
    show = """
from config.settings import production
print(production.DATABASES["default"]["OPTIONS"]["options"])
"""
    place = "postgres://site:secret@127.0.0.1:5432/site?options=-c%20search_path%3Done"

    assert start(tmp_path, show, DATABASE_URL=place) == f"{PLANNING} -c search_path=one"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such limit")
def test_postgresql_gets_the_limit_that_a_release_sets_for_its_waiting(
    tmp_path: Path, db: None
) -> None:
    show = """
import django
django.setup()
from django.db import connection
cursor = connection.cursor()
names = ("lock_timeout", "jit", "random_page_cost")
cursor.execute("SELECT current_setting(%s), current_setting(%s), current_setting(%s)", names)
print(*cursor.fetchone())
"""
    limit = {"PGOPTIONS": "-c lock_timeout=5s", "DATABASE_POOL_MAX": "0"}

    assert start(tmp_path, show, DATABASE_URL=database_url(), **limit) == "5s off 1.1"


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        ("", "0 {'min_size': 1, 'max_size': 4, 'timeout': 10}"),
        ("2", "0 {'min_size': 1, 'max_size': 2, 'timeout': 10}"),
        ("0", "60 None"),
    ],
)
def test_a_web_process_keeps_a_few_connections_and_a_worker_one(
    tmp_path: Path, most: str, expected: str
) -> None:
    place = "postgres://site:secret@127.0.0.1:5432/site"

    assert start(tmp_path, POOL, DATABASE_URL=place, DATABASE_POOL_MAX=most) == expected
