"""Writes the report of a transition to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.lib import words
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.reports import operations
from transitions.reports.choices import ReportState
from transitions.reports.models import Report


class Command(BaseCommand):
    help = "Makes the report of a transition and writes it to a file; an unchanged one is copied."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("transition", type=int, help="The number of the transition.")
        parser.add_argument("--output", type=Path, required=True, help="Where the PDF goes.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = self._report(options["transition"])
        with report.file.open("rb") as file:
            try:
                options["output"].write_bytes(file.read())
            except OSError as error:
                raise CommandError(f"Cannot write {options['output']}: {error.strerror}") from error
        pages = words.count(report.pages or 0, "page")
        size = words.file_size(report.size or 0)
        self.stdout.write(f"{options['output']}: version {report.version}, {pages}, {size}")

    def _report(self, transition_id: int) -> Report:
        now = timezone.now()
        try:
            report = operations.want(transition_id, by=None, now=now)
        except Transition.DoesNotExist as error:
            raise CommandError(f"There is no transition {transition_id}.") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        if report.state == ReportState.READY:
            return report
        made = operations.make(report.pk, clock=timezone.now)
        if made is None:
            raise CommandError("A worker is making it right now. Try again in a moment.")
        if made.state != ReportState.READY:
            raise CommandError(f"It could not be made. {made.error}")
        return made
