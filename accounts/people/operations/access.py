"""Who can sign in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.people.choices import Role, SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import presence, security, sessions
from accounts.people.operations.security import Seen
from config.lib import acting


class NobodyLeft(Exception):
    """Without these people nobody could look after the site."""

    def __init__(self) -> None:
        super().__init__("Nobody could look after this site any more. Keep one administrator.")


class NotYourself(Exception):
    """Nobody closes the door behind themselves."""

    def __init__(self) -> None:
        super().__init__("You cannot deactivate yourself. Ask another administrator.")


@transaction.atomic
def close(people: Sequence[User], *, by: User, now: datetime, seen: Seen | None = None) -> int:
    """Let people no longer sign in; their sessions end at once. Returns how many it concerned.

    What they hold stays theirs: accounts, items and teams move only when somebody moves them.

    Raises:
        NotYourself: who asks is among them.
        NobodyLeft: no administrator would remain.
    """
    keys = {person.pk for person in people}
    if by.pk in keys:
        raise NotYourself
    keep_an_administrator(without=keys)
    closing = list(User.objects.active().filter(pk__in=keys).order_by("pk"))
    for person in closing:
        _set_active(person, False, by=by, now=now)
        security.record(SecurityEventKind.DEACTIVATED, person=person, by=by, now=now, seen=seen)
    sessions.end_all(closing)
    if closing:
        presence.tell(closing)
    return len(closing)


@transaction.atomic
def open_again(people: Sequence[User], *, by: User, now: datetime, seen: Seen | None = None) -> int:
    """Let people sign in again; returns how many it concerned."""
    keys = {person.pk for person in people}
    opening = list(User.objects.filter(pk__in=keys, is_active=False).order_by("pk"))
    for person in opening:
        _set_active(person, True, by=by, now=now)
        security.record(SecurityEventKind.ACTIVATED, person=person, by=by, now=now, seen=seen)
    if opening:
        presence.tell(opening)
    return len(opening)


def keep_an_administrator(*, without: set[int]) -> None:
    """Hold the administrators until the transaction ends, and see that one remains.

    Raises:
        NobodyLeft: no administrator would remain.
    """
    administrators = User.objects.active().filter(role=Role.ADMINISTRATOR).order_by("pk")
    if set(administrators.select_for_update().values_list("pk", flat=True)) <= without:
        raise NobodyLeft


def _set_active(person: User, active: bool, *, by: User, now: datetime) -> None:
    """Each by itself, so that the audit sees it."""
    person.is_active = active
    with acting.by(by.pk, at=now):
        person.save(update_fields=["is_active"])
