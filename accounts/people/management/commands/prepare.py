from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.people.queries import people
from config.lib import words


class Command(BaseCommand):
    help = "Brings the database up to date and fills an empty one; run it again whenever you like."
    requires_system_checks = []  # a second at every start; `make check` asks for them

    def handle(self, *args: Any, **options: Any) -> None:
        self.migrate()
        self.call_if_there("load_templates", verbosity=0)
        if settings.DEMO and not people.exist():
            self.call_if_there("demo")
        call_command("load_holidays", verbosity=0)
        self.stdout.write("Ready.")

    def migrate(self) -> None:
        """Apply what is new; finding nothing new takes a moment only."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not plan:
            self.stdout.write("Database: up to date.")
            return
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Database: {words.count(len(plan), 'change')} applied.")

    def call_if_there(self, name: str, **options: Any) -> None:
        """Run a command of a room above; a site without that room does without it."""
        if name in get_commands():
            call_command(name, stdout=self.stdout, **options)
