"""Let somebody in again who has lost their phone, passkey or OpenID account."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.people.operations import second_factors
from accounts.people.queries import people
from config.lib import words


class Command(BaseCommand):
    help = "Remove every second factor of a person and untie their OpenID account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which the person signs in")

    def handle(self, *args: Any, **options: Any) -> None:
        person = people.by_address(options["email"])
        if person is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        removed = second_factors.remove_all(person, by=None, now=timezone.now())
        if not removed:
            self.stdout.write(f"{person} has no second factor; nothing was changed.")
            return
        self.stdout.write(f"Removed from {person}: {words.listing(removed)}.")
        self.stdout.write("They are signed out everywhere. The audit of sign-ins has it.")
