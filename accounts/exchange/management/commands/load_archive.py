"""Brings an archive of another site into this one, which has nothing yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.exchange.operations.unpacking import unpack
from accounts.exchange.rules.archive import Unfit


class Command(BaseCommand):
    help = "Brings all that another site knows from its archive into one that has nothing yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path, help="The ZIP file of “Export everything”.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = unpack(options["archive"])
        except (Unfit, OSError) as error:
            raise CommandError(f"Nothing was written. {error}") from error
        for name, count in counts.items():
            self.stdout.write(f"{count:>9,}  {name.removesuffix('.csv')}")
        self.stdout.write("Done. People choose a password by “Forgot your password?”.")
