"""Who may sign in, how mails about it leave, where links lead, and what the audit keeps."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from accounts.people.choices import SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import letters, security
from accounts.people.operations.security import Seen
from accounts.people.queries import people
from config.lib.mail import operations as outbox
from config.lib.queue import nudge
from config.lib.visitors import address_of

LETTERS = {"account/email/password_reset_key": "new_password"}
"""The mails that allauth sends, by its own name, and the folder of ours."""


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up on their own; mails about signing in go through the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This e-mail address and password do not belong together. "
        "Check both, or choose a new password.",
        "too_many_login_attempts": "Too many wrong passwords for this address, or "
        "from where you are. Wait five minutes, or choose a new password.",
        "enter_current_password": "This is not your current password.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link has been used or is too old.",
        "rate_limited": "Too many wrong codes. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted together: the address that the audit and the log have, too."""
        address = address_of(request)
        if address is None:
            raise PermissionDenied("Your address is not known, so attempts cannot be counted.")
        return address

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse whoever tried too often; the audit keeps each refusal."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            refuse(request, credentials, "Too many attempts")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        refuse(request, credentials, "Wrong password")

    def pre_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse | None:
        """Stop people who come past the provider where it is the only way in."""
        answer: HttpResponse | None = super().pre_login(request, user, **hooks)
        if answer is None and not may_sign_in_so(request, user):
            refused(request, user, "Not by OpenID")
            return redirect("openid_only")
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        refused(request, user, "Deactivated")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who signed in within the last five minutes need not say again who they are."""
        request = current.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the one mail that allauth sends here into the outbox; we send the others.

        It belongs to nobody there: its link would let whoever sits at an open browser
        choose a new password.
        """
        known = {"first_name": context["user"].first_name, "link": context["password_reset_url"]}
        outbox.queue(letters.draft(LETTERS[template_prefix], known, to=email))
        nudge(outbox.DELIVERY)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """To the address the person has now, whatever address somebody typed."""
        if settings.OIDC_ONLY and not user.is_administrator:
            return
        super().send_password_reset_mail(user, user.email, context)
        request = context["request"]
        by = request.user if isinstance(request.user, User) else None
        security.record(
            SecurityEventKind.PASSWORD_LINK,
            person=user,
            by=by,
            seen=Seen.of(request),
            now=timezone.now(),
        )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On our own address, whatever address the request claims to be for."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("security")


def may_sign_in_so(request: HttpRequest, user: User) -> bool:
    """Whether the way somebody takes is open to them."""
    if not settings.OIDC_ONLY or user.is_administrator:
        return True
    records = get_authentication_records(request, user)
    return bool(records) and records[-1]["method"] == "socialaccount"


def refuse(request: HttpRequest, credentials: dict[str, Any], why: str) -> None:
    """Keep that somebody was refused; an address that is nobody's is kept as it was typed."""
    email = str(credentials.get("email", ""))
    person = people.by_address(email)
    if person is None and why == "Wrong password":
        why = "Unknown address"
    security.record(
        SecurityEventKind.REFUSED,
        person=person,
        seen=Seen.of(request),
        email=email,
        details=why,
        now=timezone.now(),
    )


def refused(request: HttpRequest, person: User, why: str) -> None:
    """Keep that somebody who is known was refused."""
    security.record(
        SecurityEventKind.REFUSED,
        person=person,
        seen=Seen.of(request),
        details=why,
        now=timezone.now(),
    )
