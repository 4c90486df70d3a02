"""A hundred thousand accounts come in from a file; beside it COPY of the same rows.

All of it is rolled back, so the database stays as it was.
"""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from accounts.clients.models import Account
from accounts.exchange.choices import Kind
from accounts.exchange.models import Import
from accounts.exchange.operations import receiving
from accounts.exchange.operations.running import Run
from accounts.exchange.operations.steering import forget_file
from accounts.people.choices import Role
from accounts.people.models import User
from tests.benchmarks.results import Row

LINES = 100_000
HEADS = [
    *("external_id", "name", "owner", "annual_revenue"),
    *("country", "industry", "phone", "website"),
]
SETTLED = "SET CONSTRAINTS ALL IMMEDIATE"
"""Checks what is else checked when a transaction is saved, which never happens here."""


def rows(rounds: int) -> list[Row]:
    """New accounts, the same again, and how much memory grows by them."""
    copied = Row("COPY 100,000 accounts", unit="rows/s", more_is_better=True)
    new = _row("import 100,000 new accounts", good=0.1, goal=0.4)
    same = _row("import 100,000 unchanged accounts", good=0.2, goal=0.6)
    memory = Row("memory of an import", unit="MB", good=100, goal=50, against="MB more")
    lines = _lines()
    for _ in range(rounds):
        copied.values.append(LINES / _copy(lines))
        before = _resident()
        for row, seconds in zip((new, same), _bring(lines), strict=True):
            row.values.append(LINES / seconds)
        memory.values.append(max(0.0, _resident() - before))
    for row in (new, same):
        row.ratio = row.median / copied.median
    memory.ratio = memory.median
    return [copied, new, same, memory]


def _row(key: str, *, good: float, goal: float) -> Row:
    return Row(
        key, unit="rows/s", more_is_better=True, good=good, goal=goal, against="COPY of the same"
    )


def _lines() -> list[list[str]]:
    owners = list(
        User.objects.holding_accounts().order_by("pk").values_list("email", flat=True)[:50]
    )
    return [
        [
            f"bench-{number}",
            f"Bench account {number}",
            owners[number % len(owners)],
            f"{number * 10}.50",
            "AT",
            "Food",
            "+43 1 555 0110",
            f"https://a{number}.example",
        ]
        for number in range(LINES)
    ]


def _copy(lines: list[list[str]]) -> float:
    """Seconds to write the same rows with nothing looked at."""
    fields = [field for field in Account._meta.concrete_fields if not field.primary_key]
    owners = dict(User.objects.values_list("email", "pk"))
    now = timezone.now()
    found = [_values(line, fields, owners[line[2]], now) for line in lines]
    names = ", ".join(str(field.column) for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        began = time.perf_counter()
        with cursor.copy(f"COPY {Account._meta.db_table} ({names}) FROM STDIN") as stream:
            for values in found:
                stream.write_row(values)
        cursor.execute(SETTLED)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took


def _values(line: list[str], fields: list[Any], owner: int, now: Any) -> list[Any]:
    told = {**dict(zip(HEADS, line, strict=True)), "owner_id": owner}
    stamps = {"created_at": now, "updated_at": now}
    return [{**told, **stamps}.get(field.attname, field.get_default()) for field in fields]


def _bring(lines: list[list[str]]) -> tuple[float, float]:
    """Seconds of an import of new rows, and of the same again."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *lines])
    file = SimpleUploadedFile("accounts.csv", text.getvalue().encode())
    by = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).earliest("pk")
    row = receiving.receive(file, Kind.ACCOUNTS, by=by, now=timezone.now())
    row.readings = {"annual_revenue": "."}
    try:
        with transaction.atomic():
            took = _write(row), _write(row)
            transaction.set_rollback(True)
    finally:
        forget_file(row)
        row.delete()
    return took


def _write(row: Import) -> float:
    began = time.perf_counter()
    Run(row, timezone.now).write(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
    return time.perf_counter() - began


def _resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1024 / 1024
