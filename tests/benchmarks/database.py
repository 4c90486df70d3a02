"""The databases that are measured: made, brought up to date and filled once, then kept."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.benchmarks.servers import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432/changeover_bench"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is filled in; `name` ends the name of its database."""

    name: str
    people: int
    transitions: int
    items: int


LARGE = Size("large", 2000, 20_000, 1_000_000)
SMALL = Size("small", 200, 200, 10_000)


def address(size: Size) -> str:
    """Where the database of a size is; BENCH_DATABASE_URL names another server."""
    return f"{os.environ.get('BENCH_DATABASE_URL', SERVER)}_{size.name}"


def prepare(size: Size, *, anew: bool = False) -> str:
    """Make sure that a database is there and full; returns its address.

    Only databases with the name of a benchmark are ever dropped.
    """
    url = address(size)
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    server = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        if anew:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')
    _manage(url, "prepare")
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM plans_transition").fetchone()
        if not row or not row[0]:
            _manage(url, "fill", *_numbers(size))
        connection.execute("VACUUM ANALYZE")
    return url


def _numbers(size: Size) -> list[str]:
    return [
        f"--people={size.people}",
        f"--accounts={size.transitions}",
        f"--transitions={size.transitions}",
        f"--items={size.items}",
    ]


def _manage(url: str, *arguments: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "DEMO": "0"}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
