"""`manage.py demo`: fill an empty site with the demo company."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from transitions.portfolio.operations import demo


class Command(BaseCommand):
    help = "Fills an empty site with a demo company; does nothing where anybody exists."

    def handle(self, *args: Any, **options: Any) -> None:
        count = demo.build(now=timezone.now(), today=timezone.localdate())
        if count:
            self.stdout.write(f"Demo company: {count} transitions around today.")
        else:
            self.stdout.write("The site is not empty; the demo company stays away.")
