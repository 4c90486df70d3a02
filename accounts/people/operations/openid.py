"""The provider of OpenID Connect says who somebody is; here is decided whether they come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts.people.choices import SecurityEventKind
from accounts.people.models import Invitation, User
from accounts.people.operations import security
from accounts.people.operations.security import Seen

PROVIDER = "company"
"""The name of the provider in addresses and rows; there is one at a time."""


class NotAdmitted(Exception):
    """Why somebody whom the provider knows does not come in, in words for them."""

    def __init__(self, sentence: str, audit: str, person: User | None = None) -> None:
        super().__init__(sentence)
        self.audit = audit
        self.person = person


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider vouches for: who it is, for good, and the address they have now."""

    subject: str
    email: str
    is_verified: bool

    @classmethod
    def of(cls, subject: str, answer: Mapping[str, Any], *, trusts_addresses: bool) -> Claims:
        """From the provider's answer: its user info before its token.

        Of the two the first that says whether its address is confirmed; what one of them says is
        never about the address of the other. Where neither does, `trusts_addresses` decides.
        """
        said = [answer.get(part) or {} for part in ("userinfo", "id_token")]
        with_address = [claims for claims in said if claims.get("email")]
        judged = [claims for claims in with_address if claims.get("email_verified") is not None]
        claims = next(iter(judged or with_address), {})
        verified = claims["email_verified"] in (True, "true") if judged else trusts_addresses
        return cls(subject, str(claims.get("email") or "").strip(), verified)


@transaction.atomic
def identify(claims: Claims, *, seen: Seen, now: datetime) -> User:
    """The person whom the claims name; from the first time on they are tied to the subject.

    A subject that is tied stays with its person, whatever address the provider names later. One
    that is not is found by its verified address, among people and waiting invitations.

    Raises:
        NotAdmitted: nobody who may come in, with a sentence for them.
    """
    _check_address(claims)
    tied = SocialAccount.objects.select_for_update().filter(provider=PROVIDER, uid=claims.subject)
    if account := tied.select_related("user").first():
        known: User = account.user
        return known
    person = User.objects.select_for_update().filter(email__iexact=claims.email).first()
    person = person or _join(claims, seen=seen, now=now)
    others = SocialAccount.objects.filter(provider=PROVIDER, user=person)
    if others.exclude(uid=claims.subject).exists():
        raise NotAdmitted(
            "Your address belongs to somebody who signs in with another account.",
            "Another OpenID account",
            person,
        )
    if person.is_active:
        tied.get_or_create(user=person, defaults={"provider": PROVIDER, "uid": claims.subject})
    return person


def forget(person: User) -> bool:
    """Untie a person from the provider's account; their next sign-in ties the new one."""
    return bool(SocialAccount.objects.filter(provider=PROVIDER, user=person).delete()[0])


def _check_address(claims: Claims) -> None:
    if not claims.email or not claims.is_verified:
        raise NotAdmitted("Your provider has not confirmed your address.", "Unverified address")
    domain = claims.email.rpartition("@")[2].lower()
    if settings.OIDC_ALLOW_DOMAINS and domain not in settings.OIDC_ALLOW_DOMAINS:
        raise NotAdmitted("Addresses of this domain do not sign in here.", "Domain not allowed")


def _join(claims: Claims, *, seen: Seen, now: datetime) -> User:
    """Accept the invitation that waits for this address: the provider has confirmed it."""
    waiting = Invitation.objects.waiting().select_for_update().filter(email__iexact=claims.email)
    invitation = waiting.first()
    if invitation is None or not invitation.is_open(now):
        raise NotAdmitted("Nobody has invited you yet.", "Not invited")
    person = User.objects.create_user(
        claims.email,
        full_name=invitation.full_name,
        role=invitation.role,
        team_id=invitation.team_id,
        country=invitation.invited_by.country,
        time_zone=invitation.invited_by.time_zone,
    )
    invitation.accepted_at, invitation.person = now, person
    invitation.save(update_fields=["accepted_at", "person"])
    security.record(
        SecurityEventKind.JOINED, person=person, seen=seen, details="By OpenID", now=now
    )
    return person
