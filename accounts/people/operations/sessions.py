"""Sessions are seen, and end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from accounts.people.models import User
from accounts.people.operations.security import Seen

SEEN_AT = "seen_at"
"""Where in a session stands when it was last noted, in seconds."""
EVERY = timedelta(minutes=5)
NOWHERE = "0.0.0.0"  # noqa: S104 - stands for an address that nobody could tell


def is_due(noted_at: int | None, *, now: datetime) -> bool:
    """Whether a session is to be noted again; five minutes are exact enough for people."""
    return noted_at is None or now.timestamp() - noted_at >= EVERY.total_seconds()


def touch(session_key: str, person: User, *, seen: Seen, now: datetime) -> None:
    """Note that a session is in use, from where and with which browser."""
    UserSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": person,
            "ip": seen.ip_address or NOWHERE,
            "user_agent": seen.browser,
            "last_seen_at": now,
        },
        create_defaults={
            "user": person,
            "ip": seen.ip_address or NOWHERE,
            "user_agent": seen.browser,
            "created_at": now,
            "last_seen_at": now,
        },
    )


def end(session: UserSession) -> None:
    """Sign one browser out; its next page asks to sign in."""
    session.end()


def end_others(person: User, *, but: str) -> int:
    """Sign a person out of every browser but one; returns how many that were."""
    return _end_each(UserSession.objects.filter(user=person).exclude(session_key=but))


def end_all(people: Sequence[User]) -> int:
    """Sign people out everywhere, so that no session comes back with them."""
    return _end_each(UserSession.objects.filter(user__in=people))


def _end_each(found: QuerySet[UserSession]) -> int:
    sessions = list(found)
    for session in sessions:
        session.end()
    return len(sessions)
