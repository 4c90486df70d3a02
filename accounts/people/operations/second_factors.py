"""Somebody has lost their second factor."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.people.choices import SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import openid, security, security_mail, sessions
from accounts.people.operations.security import Seen


@transaction.atomic
def remove_all(
    person: User, *, by: User | None, now: datetime, seen: Seen | None = None
) -> list[str]:
    """Take every second factor of a person away, and untie their OpenID account.

    Whoever is signed in as them is signed out: a factor may be lost because a device was stolen.
    The audit keeps each, and the person is told by mail. Without `by` it was done at the server.
    Returns what was removed, in words; nothing happens where there is nothing.
    """
    User.objects.select_for_update().get(pk=person.pk)
    found = Authenticator.objects.filter(user=person).order_by("pk")
    removed = [words_for(one) for one in found]
    found.delete()
    if openid.forget(person):
        removed.append("OpenID account")
    kind = SecurityEventKind.FACTOR_REMOVED
    kept = [
        security.record(
            kind,
            person=person,
            by=by,
            seen=seen,
            details=what if by else f"{what}, at the server",
            now=now,
        )
        for what in removed
    ]
    if kept:
        sessions.end_all([person])
        security_mail.tell(*kept)
    return removed


def words_for(authenticator: Authenticator) -> str:
    """Which factor it is: a passkey has a name of its own."""
    if authenticator.type == Authenticator.Type.TOTP:
        return "Authenticator app"
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return "Recovery codes"
    return f"Passkey “{authenticator}”"
