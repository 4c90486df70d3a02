from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.people.choices import Role
from accounts.people.queries import people

DEMO_PASSWORD = "changeover-demo"  # noqa: S105 - printed on purpose, for made-up people
ORDER = (Role.MANAGER, Role.KAM, Role.HR, Role.LEADER, Role.ADMINISTRATOR)
SHOWN = 2
WIDTH = max(len(role.label) for role in ORDER)


class Command(BaseCommand):
    help = "Says where the site is and who can sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        address = settings.SITE_URL
        if not people.exist():
            self.stdout.write(f"\nOpen {address} to create the first administrator.\n")
            return
        self.stdout.write(f"\nChangeover is ready at {address}\n")
        demo = list(people.of_the_demo())
        if not demo:
            return
        self.stdout.write(f"\nSign in with the password {DEMO_PASSWORD} as:")
        shown = 0
        for role in ORDER:
            found = [person for person in demo if person.role == role][:SHOWN]
            shown += len(found)
            if found:
                addresses = " or ".join(person.email for person in found)
                self.stdout.write(f"  {role.label:<{WIDTH}}  {addresses}")
        if len(demo) > shown:
            self.stdout.write("Everybody else of the demo company can sign in too.")
