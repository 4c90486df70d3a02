"""`manage.py fill`: an empty database gets a company of any size, for measuring."""

from __future__ import annotations

from random import Random
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from transitions.plans.models import Transition
from transitions.portfolio.operations.fill import CannotFill, Size, drifted, fill


class Command(BaseCommand):
    help = "Fills an empty database with a company of any size; for measuring, never for a site."

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("people", "accounts", "transitions", "items"):
            parser.add_argument(f"--{name}", type=int, default=getattr(Size(), name))
        parser.add_argument("--seed", type=int, default=1, help="Another one, another company.")
        parser.add_argument("--sample", type=int, default=200, help="Transitions to count again.")
        parser.add_argument(
            "--database-is-mine", action="store_true", help="Fill it although there are people."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began, today = monotonic(), timezone.localdate()
        names = ("people", "accounts", "transitions", "items", "seed")
        size = Size(**{name: options[name] for name in names})
        may_replace = options["database_is_mine"]
        try:
            fill(size, now=timezone.now(), today=today, may_replace=may_replace, say=self._say)
        except CannotFill as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Filled in {monotonic() - began:.0f} seconds.")
        self._check(options["sample"], options["seed"])

    def _say(self, done: int) -> None:
        if done % 2000 == 0:
            self.stdout.write(f"{done} accounts")

    def _check(self, count: int, seed: int) -> None:
        """Count a sample again, by the product's own code."""
        keys = list(Transition.objects.order_by("pk").values_list("pk", flat=True))
        sample = Random(seed).sample(keys, min(count, len(keys)))  # noqa: S311 - no secret
        wrong = drifted(sample, today=timezone.localdate())
        if wrong:
            raise CommandError("\n".join(wrong[:20]))
        self.stdout.write(f"{len(sample)} transitions counted again: nothing differs.")
