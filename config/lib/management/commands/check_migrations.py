"""`manage.py check_migrations`: can the version before go on working while we migrate?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.lib import upgrades


class Command(BaseCommand):
    help = (
        "Looks for migrations that lock, rewrite or drop what a running site uses. For developers."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(upgrades.find_all())
        for found in findings:
            self.stdout.write(f"{found.migration}: {found.rule}\n  {found.sentence}")
        if findings:
            raise CommandError("docs/upgrade.md says how to change a table that is in use.")
        self.stdout.write("Every migration lets the version before go on working.")
