from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checklists.library.operations import loading
from checklists.library.rules.shipped_file import UnsoundFile


class Command(BaseCommand):
    help = "Loads the checklists that come with Changeover. Run it again whenever you like."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            results = loading.load_shipped()
        except UnsoundFile as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        if options["verbosity"]:
            for loaded in results:
                self.stdout.write(
                    f"{loaded.name} {loaded.version}: {loaded.outcome}, {loaded.item_count} items"
                )
