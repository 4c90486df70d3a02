"""The audit of sign-ins is written, and forgotten when it is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.http import HttpRequest

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, User
from config.lib.visitors import address_of

KEPT_FOR = timedelta(days=400)
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """From where somebody came, and with what."""

    ip_address: str | None = None
    browser: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Seen:
        """Read from a request; forwarded addresses count only from proxies that are trusted."""
        return cls(address_of(request), request.headers.get("User-Agent", "")[:200])


class Words(TypedDict, total=False):
    """What else is known: the address that was typed, and how or why."""

    email: str
    details: str


def record(
    kind: SecurityEventKind,
    *,
    person: User | None,
    now: datetime,
    by: User | None = None,
    seen: Seen | None = None,
    **words: Unpack[Words],
) -> SecurityEvent:
    """Write one row of the audit; rows are never changed.

    Args:
        person: whom it concerns; nobody where an address belongs to nobody.
        by: who did it; left out where it was the person.
        email: the address that was typed or invited.
        details: how, or why not. Never a secret.
    """
    seen = seen or Seen()
    return SecurityEvent.objects.create(
        kind=kind,
        happened_at=now,
        person=person,
        by=None if by == person else by,
        email=words.get("email", "")[:254],
        details=words.get("details", "")[:200],
        ip_address=seen.ip_address,
        browser=seen.browser,
    )


def forget_old(now: datetime) -> int:
    """Delete what is older than 400 days, a thousand rows at a time; returns how many."""
    old = SecurityEvent.objects.filter(happened_at__lt=now - KEPT_FOR).order_by("pk")
    forgotten = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += SecurityEvent.objects.filter(pk__in=keys).delete()[0]
    return forgotten
