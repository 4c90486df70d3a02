"""F11 and the digests: mails a second by one process."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTP

from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from accounts.people.models import User
from config.lib.mail.models import Message
from config.lib.mail.operations import deliver
from tests.benchmarks import sink
from tests.benchmarks.results import Row
from transitions.reminders import operations
from transitions.reminders.models import Digest
from transitions.reminders.operations.writing import BATCH

PREBUILT = b"Subject: Your day\r\nTo: you@example.com\r\n\r\n" + b"x" * 76 + b"\r\n"
PREBUILT += (b"y" * 76 + b"\r\n") * 256
MANY = 500


class Tally:
    """Counts statements, and nothing else: to keep mails as text would take longer than to write
    them.
    """

    def __init__(self) -> None:
        self.reads = self.inserts = 0

    def __call__(self, execute: Callable[..., object], sql: str, *given: object) -> object:
        self.inserts += "INSERT INTO" in sql  # on PostgreSQL within a WITH
        self.reads += sql.lstrip("(").startswith("SELECT")
        return execute(sql, *given)


def rows(rounds: int) -> list[Row]:
    """One connection with prebuilt mails beside what the product writes and delivers."""
    floor = Row("F11 one connection, 20 KB mails", unit="/s", more_is_better=True)
    written = Row("digests written", unit="/s", good=200, goal=1000, more_is_better=True)
    sent = Row("digests delivered", unit="/s", more_is_better=True)
    both = Row("digests written and delivered", unit="/s", more_is_better=True)
    for _ in range(rounds):
        with sink.running() as port:
            floor.values.append(_rate(lambda port=port: _raw(port)))  # type: ignore[misc]
            _digests(port, (written, sent, both))
    for row in (written, sent, both):
        row.ratio, row.against = row.median, f"of {floor.median:.0f}/s by F11"
    return [floor, written, sent, both]


def _rate(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    return work() / (time.perf_counter() - began)


def _raw(port: int) -> int:
    with SMTP("127.0.0.1", port) as connection:
        for _ in range(MANY):
            connection.sendmail("us@example.com", ["you@example.com"], PREBUILT)
    return MANY


def _digests(port: int, rows: tuple[Row, Row, Row]) -> None:
    """Write the digests of a working day, deliver them, and take everything back."""
    written, sent, both = rows
    tally = Tally()
    mail = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
    }
    now = timezone.now()
    day = now.date() + timedelta(days=(7 - now.weekday()) % 7 or 7)  # a Monday: everybody works
    with transaction.atomic(), override_settings(**mail):
        Message.objects.all().delete()
        Digest.objects.filter(on=day).delete()
        began = time.perf_counter()
        with connection.execute_wrapper(tally):
            done = operations.write_day(day, now=now)
        middle = time.perf_counter()
        mails = sum(letter.draft is not None for letter in done)
        delivered = deliver(clock=timezone.now).sent
        end = time.perf_counter()
        transaction.set_rollback(True)
    written.values.append(mails / (middle - began))
    sent.values.append(delivered / (end - middle))
    both.values.append(delivered / (end - began))
    batches = -(-User.objects.filter(is_active=True).count() // BATCH)
    written.more = {
        "mails": mails,
        "queries per 500": round(tally.reads / batches, 1),
        "inserts per 500": round(tally.inserts / batches, 1),
    }
