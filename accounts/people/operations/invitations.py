"""People are asked to join, and join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.people.choices import Role, SecurityEventKind
from accounts.people.models import Invitation, Team, User
from accounts.people.operations import security
from accounts.people.operations.invitation_mail import draft
from accounts.people.operations.security import Seen
from accounts.people.queries import people
from config.lib.mail import operations as outbox

GOOD_FOR = timedelta(days=7)


class CannotInvite(Exception):
    """Why somebody cannot be invited, in words for who tried."""


class NotWaiting(Exception):
    """An invitation was accepted or withdrawn meanwhile, in words for who tried."""


class LinkClosed(Exception):
    """A link no longer lets anybody in; carries the invitation."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(f"The invitation of {invitation} is closed.")
        self.invitation = invitation


@dataclass(frozen=True, slots=True)
class Invitee:
    """Who is to be invited, and as what."""

    email: str
    full_name: str
    role: Role
    team: Team | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody answers who accepts."""

    full_name: str
    password: str
    time_zone: str
    country: str


@transaction.atomic
def invite(invitee: Invitee, *, by: User, now: datetime, seen: Seen | None = None) -> Invitation:
    """Ask somebody to join: one row, one mail in the outbox, one line in the audit.

    Raises:
        CannotInvite: the address belongs to somebody, or has an invitation that waits.
    """
    if owner := people.by_address(invitee.email):
        raise CannotInvite(f"This address belongs to {owner} already.")
    invitation = Invitation(
        email=invitee.email,
        full_name=invitee.full_name,
        role=invitee.role,
        team=invitee.team,
        invited_by=by,
        invited_at=now,
        expires_at=now + GOOD_FOR,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as error:
        raise CannotInvite("This address has an invitation that waits.") from error
    _tell(invitation, by=by, now=now, seen=seen)
    return invitation


@transaction.atomic
def send_again(
    invitation_id: int, *, by: User, now: datetime, seen: Seen | None = None
) -> Invitation:
    """Mail a new link, good for another seven days; the one before stops working.

    Raises:
        NotWaiting: it was accepted or withdrawn.
    """
    invitation = _waiting(invitation_id)
    invitation.key = uuid4()
    invitation.invited_at = now
    invitation.expires_at = now + GOOD_FOR
    invitation.save(update_fields=["key", "invited_at", "expires_at"])
    _tell(invitation, by=by, now=now, seen=seen)
    return invitation


@transaction.atomic
def withdraw(invitation_id: int, *, now: datetime) -> Invitation:
    """Let an invitation's link work no longer.

    Raises:
        NotWaiting: it was accepted or withdrawn.
    """
    invitation = _waiting(invitation_id)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@transaction.atomic
def accept(key: UUID, newcomer: Newcomer, *, now: datetime, seen: Seen | None = None) -> User:
    """Make the person of an invitation; the invitation is locked, so that two clicks make one.

    Raises:
        Invitation.DoesNotExist: it was sent again since, with another key.
        LinkClosed: it was accepted or withdrawn, it is too old, or the address is taken.
    """
    invitation = Invitation.objects.select_for_update().get(key=key)
    if not invitation.is_open(now) or people.by_address(invitation.email):
        raise LinkClosed(invitation)
    person = _make(invitation, newcomer)
    invitation.accepted_at, invitation.person = now, person
    invitation.save(update_fields=["accepted_at", "person"])
    security.record(SecurityEventKind.JOINED, person=person, now=now, seen=seen)
    return person


def _make(invitation: Invitation, newcomer: Newcomer) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(
                invitation.email,
                newcomer.password,
                full_name=newcomer.full_name,
                role=invitation.role,
                team_id=invitation.team_id,
                time_zone=newcomer.time_zone,
                country=newcomer.country,
            )
    except IntegrityError as taken:  # somebody was given this address at the same moment
        raise LinkClosed(invitation) from taken


def _waiting(invitation_id: int) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.accepted_at:
        raise NotWaiting(f"{invitation.full_name} has joined already.")
    if invitation.withdrawn_at:
        raise NotWaiting(f"The invitation of {invitation.full_name} was withdrawn.")
    return invitation


def _tell(invitation: Invitation, *, by: User, now: datetime, seen: Seen | None) -> None:
    outbox.queue(draft(invitation, by))
    security.record(
        SecurityEventKind.INVITED,
        person=None,
        by=by,
        now=now,
        seen=seen,
        email=invitation.email,
        details=str(Role(invitation.role).label),
    )
