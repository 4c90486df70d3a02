"""What has happened to a transition since somebody was shown a plan of it."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.people.models import User
from transitions.plans.models import LogEntry, Transition
from transitions.replanning.choices import REPLANNED

MOST = 10


def since(transition: Transition, stamp: str) -> list[LogEntry]:
    """The newest entries of its log since a stamp was made; one query."""
    _, _, latest = stamp.rpartition("-")
    if not (latest.isascii() and latest.isdigit() and len(latest) < 19):
        return []
    entries = LogEntry.objects.filter(transition=transition, pk__gt=int(latest))
    return list(entries.select_related("responsible").order_by("-pk")[:MOST])


def has_replanned(entries: Iterable[LogEntry], person: User) -> bool:
    """Whether it was this person who gave it another plan."""
    return any(
        entry.responsible == person and entry.activity.startswith(REPLANNED) for entry in entries
    )
