"""Coming in by OpenID Connect: who that is here, and who is told whom to ask."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from accounts.people.choices import SecurityEventKind
from accounts.people.models import User
from accounts.people.operations import openid, security
from accounts.people.operations.security import Seen

REFUSED = "socialaccount/refused.html"


class OpenIDAccountAdapter(DefaultSocialAccountAdapter):
    """Only people who are here, or are invited, come in; the provider adds nobody."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person whom the provider's answer names, or refuse with a page."""
        claims = openid.Claims.of(
            sociallogin.account.uid,
            sociallogin.account.extra_data,
            trusts_addresses=settings.OIDC_TRUST_ADDRESSES,
        )
        try:
            person = openid.identify(claims, seen=Seen.of(request), now=timezone.now())
        except openid.NotAdmitted as reason:
            security.record(
                SecurityEventKind.REFUSED,
                person=reason.person,
                seen=Seen.of(request),
                email=claims.email,
                details=reason.audit,
                now=timezone.now(),
            )
            context = {"sentence": str(reason), "provider": settings.OIDC_NAME}
            raise ImmediateHttpResponse(render(request, REFUSED, context, status=403)) from reason
        if not sociallogin.is_existing:
            sociallogin.lookup()
        sociallogin.user = person

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Nothing of a person comes from the provider: names and roles are kept here."""
        person: User = sociallogin.user
        return person

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A first sign-in by the provider needs no mail; the audit has it."""
