"""Who was asked to join, and how that stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from accounts.people.models import Invitation, InvitationQuerySet, User
from accounts.people.rules import BadLink, invitation_key


class Standing(StrEnum):
    """How an invitation stands."""

    WAITING = "waiting"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.capitalize()


def standing(invitation: Invitation, now: datetime) -> Standing:
    """How an invitation stands now."""
    if invitation.accepted_at:
        return Standing.ACCEPTED
    if invitation.withdrawn_at:
        return Standing.WITHDRAWN
    return Standing.WAITING if now < invitation.expires_at else Standing.EXPIRED


def that_stand(
    invitations: InvitationQuerySet, wanted: Standing, now: datetime
) -> InvitationQuerySet:
    """Those of some invitations that stand in one way."""
    conditions = {
        Standing.ACCEPTED: Q(accepted_at__isnull=False),
        Standing.WITHDRAWN: Q(withdrawn_at__isnull=False),
        Standing.WAITING: Q(expires_at__gt=now),
        Standing.EXPIRED: Q(expires_at__lte=now),
    }
    if wanted in {Standing.WAITING, Standing.EXPIRED}:
        invitations = invitations.waiting()
    return invitations.filter(conditions[wanted])


def register(user: User) -> InvitationQuerySet:
    """The invitations a person may see, with whom they concern."""
    related = ("team", "invited_by", "person")
    return Invitation.objects.visible_to(user).select_related(*related)


def by_token(token: str) -> Invitation | None:
    """The invitation of a link, with who sent it; nothing for a broken or a replaced link."""
    try:
        key = invitation_key(token)
    except BadLink:
        return None
    return Invitation.objects.select_related("invited_by", "person").filter(key=key).first()


def why_closed(
    token: str, invitation: Invitation | None, now: datetime, *, is_signed_in: bool
) -> str:
    """Why a link lets nobody in: broken, replaced, accepted, withdrawn, expired, or who looks.

    “waiting” means that its address is in use by somebody who came in another way.
    """
    if invitation is None:
        try:
            invitation_key(token)
        except BadLink:
            return "broken"
        return "replaced"
    stands = standing(invitation, now)
    return "signed_in" if is_signed_in and stands == Standing.WAITING else str(stands)


def waiting_for(email: str) -> Invitation | None:
    """The invitation of an address that is neither accepted nor withdrawn."""
    return Invitation.objects.waiting().filter(email__iexact=email).first()
