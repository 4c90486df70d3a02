"""A person gets a password: through a link in their mail, or from an administrator."""

from __future__ import annotations

from datetime import datetime

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from accounts.people.choices import SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import security, security_mail
from accounts.people.operations.security import Seen


def send_password_link(person: User, request: HttpRequest) -> bool:
    """Mail a link with which a person chooses a password; says whether they can get one.

    Somebody who was deactivated gets none.
    """
    form = ResetPasswordForm({"email": person.email})
    if not person.is_active or not form.is_valid():
        return False
    form.save(request)
    return True


def note_password(person: User, *, by: User, now: datetime, seen: Seen | None = None) -> None:
    """Keep that an administrator set or took away a password, and tell the person by mail."""
    details = "In the administration"
    if not person.has_usable_password():
        details = "Taken away in the administration"
    kind = SecurityEventKind.PASSWORD_CHANGED
    kept = security.record(kind, person=person, by=by, seen=seen, details=details, now=now)
    security_mail.tell(kept)
