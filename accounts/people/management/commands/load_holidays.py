from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.people.operations import public_holidays
from config.lib import words


class Command(BaseCommand):
    help = "Keeps the public holidays of the places in use. Run it again whenever you like."
    requires_system_checks = []  # runs at every start

    def handle(self, *args: Any, **options: Any) -> None:
        new = public_holidays.load(timezone.localdate())
        if options["verbosity"]:
            self.stdout.write(f"Public holidays: {words.count(new, 'year')} added.")
