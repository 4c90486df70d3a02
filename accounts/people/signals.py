"""What allauth and Django tell about sign-ins is kept in the audit, and told by mail; saved views
follow people who got other numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import saved_views, security, security_mail, sessions
from accounts.people.operations.second_factors import words_for
from accounts.people.operations.security import Seen
from config.lib.mail.operations import DELIVERY
from config.lib.many import people_renumbered
from config.lib.queue import nudge

WAYS = {
    "password": "password",
    "password_reset": "link in a mail",
    "totp": "authenticator app",
    "recovery_codes": "recovery code",
    "webauthn": "passkey",
}


def connect() -> None:
    """Listen; called once, when the site starts."""
    account.user_logged_in.connect(signed_in, dispatch_uid="audit signed in")
    user_logged_out.connect(signed_out, dispatch_uid="audit signed out")
    account.password_changed.connect(password_changed, dispatch_uid="audit password changed")
    account.password_set.connect(password_changed, dispatch_uid="audit password set")
    account.password_reset.connect(password_reset, dispatch_uid="audit password reset")
    factors.authenticator_added.connect(factor_added, dispatch_uid="audit factor added")
    factors.authenticator_reset.connect(codes_renewed, dispatch_uid="audit codes renewed")
    factors.authenticator_removed.connect(factor_removed, dispatch_uid="audit factor removed")
    factors.authentication_failed.connect(wrong_code, dispatch_uid="audit wrong code")
    people_renumbered.connect(renumbered, dispatch_uid="saved views people renumbered")


def renumbered(numbers: Mapping[int, int], **more: Any) -> None:
    saved_views.renumber(numbers)


def signed_in(request: HttpRequest, user: User, **more: Any) -> None:
    keep(SecurityEventKind.SIGNED_IN, request, user, way_in(request, user))


def signed_out(request: HttpRequest, user: User | None, **more: Any) -> None:
    if user is not None:
        keep(SecurityEventKind.SIGNED_OUT, request, user)


def password_changed(request: HttpRequest, user: User, **more: Any) -> None:
    """Whoever else is signed in as this person is signed out."""
    sessions.end_others(user, but=request.session.session_key or "")
    tell(keep(SecurityEventKind.PASSWORD_CHANGED, request, user))


def password_reset(request: HttpRequest, user: User, **more: Any) -> None:
    sessions.end_all([user])
    tell(keep(SecurityEventKind.PASSWORD_CHANGED, request, user, "Through a link in a mail"))


def factor_added(request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    """Recovery codes that come along with a factor are kept, but no news."""
    kept = keep(SecurityEventKind.FACTOR_ADDED, request, user, words_for(authenticator))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(kept)


def codes_renewed(request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    tell(keep(SecurityEventKind.FACTOR_ADDED, request, user, words_for(authenticator)))


def factor_removed(request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    """Recovery codes that go with the last factor are kept, but no news."""
    kept = keep(SecurityEventKind.FACTOR_REMOVED, request, user, words_for(authenticator))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        tell(kept)


def wrong_code(request: HttpRequest, user: User, **more: Any) -> None:
    keep(SecurityEventKind.REFUSED, request, user, "Wrong code")


def keep(
    kind: SecurityEventKind, request: HttpRequest, person: User, details: str = ""
) -> SecurityEvent:
    """Write what a person did themselves into the audit."""
    return security.record(
        kind, person=person, seen=Seen.of(request), details=details, now=timezone.now()
    )


def tell(event: SecurityEvent) -> None:
    """Mail a person what changed about how they sign in."""
    security_mail.tell(event)
    nudge(DELIVERY)


def way_in(request: HttpRequest, person: User) -> str:
    """How somebody signed in, in words: “Password, then authenticator app”."""
    ways: list[str] = []
    for record in get_authentication_records(request, person):
        if record.get("reauthenticated"):
            continue
        if record["method"] != "mfa" or record.get("passwordless"):
            ways = []  # whatever was begun before this was left unfinished
        way = settings.OIDC_NAME if record["method"] == "socialaccount" else ""
        ways.append(way or WAYS.get(record.get("type") or record["method"], record["method"]))
    text = ", then ".join(ways)
    return text[:1].upper() + text[1:]
