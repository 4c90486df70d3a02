"""Who opens something confidential is told to whoever keeps that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from accounts.clients.models import Account
from accounts.people.models import User

confidential_opened = Signal()
"""Sent before a page is shown, with `account`, `person`, `seen` and `now`. What a receiver raises
goes on to the page: nothing confidential is shown that nobody could keep.
"""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """Something confidential that was opened: what it is, which one, and what it is called then."""

    what: str
    thing: str
    called: str


def tell(account: Account, person: User, seen: Sequence[Seen], *, now: datetime) -> None:
    """Say what somebody opened; nothing where nothing of it is confidential."""
    if seen:
        confidential_opened.send(
            sender=Account, account=account, person=person, seen=sorted(set(seen)), now=now
        )
