"""The databases that are measured: made, brought up to date and filled once, then kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.benchmarks.servers import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432/changeover_bench"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is filled in; `name` ends the name of its database.

    `minutes` and `gigabytes` are about what filling takes on two quiet cores, in words.
    """

    name: str
    people: int
    transitions: int
    items: int
    minutes: str
    gigabytes: str


LARGE = Size("large", 2000, 20_000, 1_000_000, "five minutes", "1.2 GB")
SMALL = Size("small", 200, 200, 10_000, "half a minute", "30 MB")


def address(size: Size) -> str:
    """Where the database of a size is; BENCH_DATABASE_URL names another server."""
    return f"{os.environ.get('BENCH_DATABASE_URL', SERVER)}_{size.name}"


def to_be_filled(sizes: Sequence[Size]) -> str:
    """What is about to be made and about how long it takes, a line a database."""
    return "".join(
        f"{_name(address(size))} on {urlsplit(address(size)).hostname} is filled first, and kept:"
        f" {size.items:,} items, about {size.minutes} and {size.gigabytes}.\n"
        for size in sizes
    )


def is_full(size: Size) -> bool:
    """Whether a database is there and has been filled."""
    if not _is_there(size):
        return False
    try:
        with psycopg.connect(address(size), autocommit=True) as connection:
            row = connection.execute("SELECT EXISTS (SELECT FROM plans_transition)").fetchone()
    except psycopg.errors.UndefinedTable:
        return False
    return bool(row and row[0])


def prepare(size: Size, *, anew: bool = False) -> str:
    """Make sure that a database is there and full; returns its address.

    Only databases with the name of a benchmark are ever dropped.
    """
    url = address(size)
    with _server(url) as connection:
        if anew:
            connection.execute(f'DROP DATABASE IF EXISTS "{_name(url)}"')
        if not _is_there(size):
            connection.execute(f'CREATE DATABASE "{_name(url)}"')
    _manage(url, "prepare")
    if not is_full(size):
        _manage(url, "fill", *_numbers(size))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return url


def _is_there(size: Size) -> bool:
    url = address(size)
    with _server(url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_name(url)])
        return found.fetchone() is not None


def _server(url: str) -> psycopg.Connection:
    """A connection beside the database, which may not be there."""
    return psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True)


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


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
