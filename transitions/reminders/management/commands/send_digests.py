from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.lib import words
from config.lib.mail.operations import deliver
from transitions.reminders import operations
from transitions.reminders.models import Digest
from transitions.reminders.operations import Written


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is no date. Write it as 2026-11-24.") from error


class Command(BaseCommand):
    help = (
        "Write the digests of a day for everybody who wants one and has none of that day, "
        "whatever the hour, and deliver them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--date", type=a_day, help="The day, as 2026-11-24; today if left out.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say who would get what, and write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day, now = options["date"] or timezone.localdate(), timezone.now()
        if options["dry_run"]:
            self._table(operations.preview(day, now=now), day)
            self.stdout.write("Nothing was written or sent.")
            return
        self._table(operations.write_day(day, now=now), day)
        done = deliver(clock=timezone.now)
        self.stdout.write(
            f"{words.count(done.sent, 'mail')} sent, {done.put_off} put off, {done.failed} failed. "
            "The outbox page says why."
            if done.put_off or done.failed
            else f"{words.count(done.sent, 'mail')} sent."
        )

    def _table(self, written: Sequence[Written], day: date) -> None:
        if not written:
            self.stdout.write(self._why_nobody(day))
            return
        rows = [("Person", "Time zone", "Digest")] + [
            (
                done.person.full_name,
                done.person.time_zone,
                f"none: {done.reason}" if done.reason or not done.draft else done.draft.subject,
            )
            for done in written
        ]
        wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
        for person, zone, text in rows:
            self.stdout.write(f"{person:<{wide[0]}}  {zone:<{wide[1]}}  {text}")

    def _why_nobody(self, day: date) -> str:
        if Digest.objects.filter(on=day).exists():
            return f"Everybody who wants a digest of {words.day(day)} has one already."
        return (
            f"Nobody wants a digest of {words.day(day)}. They go on working days, every day or "
            "on Mondays, as each person chose. Name another day with --date."
        )
