"""Who has a second factor, who needs one, and which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest

from accounts.people.choices import Role
from accounts.people.models import User
from config.lib.environment import Misconfigured

APP = Authenticator.Type.TOTP
PASSKEY = Authenticator.Type.WEBAUTHN
CODES = Authenticator.Type.RECOVERY_CODES
WANTED = "wanted_before_second_factor"
"""Where in a session stands to which page somebody wanted to go before they had to set one up."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey, by the name its owner gave it."""

    pk: int
    name: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """Everything with which a person confirms that it is them."""

    app_since: datetime | None
    app_used_at: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)


def of(person: User) -> Factors:
    """A person's second factors; one query."""
    found = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    app = next((one for one in found if one.type == APP), None)
    codes = next((one for one in found if one.type == CODES), None)
    return Factors(
        app_since=app.created_at if app else None,
        app_used_at=app.last_used_at if app else None,
        passkeys=tuple(
            Passkey(one.pk, str(one), one.created_at, one.last_used_at)
            for one in found
            if one.type == PASSKEY
        ),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def exist(person: User) -> bool:
    """Whether a person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=[APP, PASSKEY]).exists())


def is_tied(person: User) -> bool:
    """Whether a person has come in by the company's own sign-in and is tied to an account there."""
    return bool(SocialAccount.objects.filter(user=person).exists())


def are_required_of(person: User) -> bool:
    """Whether the person's role may not do without a second factor."""
    return person.role in settings.SECOND_FACTOR_ROLES


def is_missing(request: HttpRequest) -> bool:
    """Whether who asks needs a second factor and has none; one query where the rule applies."""
    person = request.user
    if not isinstance(person, User) or not are_required_of(person):
        return False
    if settings.OIDC_COUNTS_AS_SECOND_FACTOR and _came_by_openid(request, person):
        return False
    return not exist(person)


def check_roles(roles: Iterable[str]) -> None:
    """Refuse a rule about roles that do not exist.

    Raises:
        Misconfigured: the roles that are unknown, and those there are.
    """
    if unknown := sorted(set(roles) - set(Role.values)):
        raise Misconfigured(
            f"SECOND_FACTOR_ROLES names {', '.join(unknown)}; there are {', '.join(Role.values)}."
        )


def _came_by_openid(request: HttpRequest, person: User) -> bool:
    records = get_authentication_records(request, person)
    return any(record.get("method") == "socialaccount" for record in records)
