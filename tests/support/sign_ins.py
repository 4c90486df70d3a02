"""Coming in by the form as a browser does, and what the audit keeps of it."""

from __future__ import annotations

from django.test import Client

from accounts.people.models import SecurityEvent, User
from tests.factories.people import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


def come_in(person: User, browser: str = FIREFOX, password: str = PASSWORD) -> Client:
    """Somebody with that browser, who has sent their password."""
    client = Client(headers={"User-Agent": browser})
    begin(client, person, password=password)
    return client


def begin(client: Client, person: User, **more: str) -> str:
    """Send the password; where the site leads then, empty when it refuses."""
    answers = {"login": person.email, "password": PASSWORD, **more}
    return client.post("/auth/login/", answers).headers.get("Location", "")


def who(client: Client) -> str:
    """The key of whoever is signed in, or nothing."""
    return str(client.session.get("_auth_user_id", ""))


def audited(**wanted: object) -> list[tuple[str, str, str]]:
    """What the audit has: kind, details, and the address that was typed."""
    found = SecurityEvent.objects.filter(**wanted).order_by("pk")
    return list(found.values_list("kind", "details", "email"))


def audited_of(person: User) -> list[tuple[str, str]]:
    """What the audit has of a person: kind and details."""
    return [(kind, details) for kind, details, _ in audited(person=person)]
