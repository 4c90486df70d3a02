"""The audit of sign-ins, as pages show it."""

from __future__ import annotations

from accounts.people.models import SecurityEvent, SecurityEventQuerySet, User

RECENT = 10


def visible(user: User) -> SecurityEventQuerySet:
    """The rows a person may read, with the people they name; one query."""
    return SecurityEvent.objects.visible_to(user).select_related("person", "by")


def recent(person: User) -> SecurityEventQuerySet:
    """The last ten rows about a person, the newest first."""
    return SecurityEvent.objects.filter(person=person).select_related("by")[:RECENT]
