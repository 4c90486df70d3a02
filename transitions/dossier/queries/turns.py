"""Dossiers in which it is somebody’s turn: to confirm, to accept, to sign, to release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import User
from transitions.dossier.choices import Answer, Side
from transitions.dossier.models import Seal, Signature
from transitions.dossier.queries.titles import title_of
from transitions.plans.models import Transition, TransitionQuerySet
from transitions.plans.queries import releasing

SHOWN = 100
"""More than anybody has; a page has an end."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A section, question or promise, why it waits for the reader, and where they go on."""

    text: str
    why: str
    due_on: date | None
    url: str
    is_late: bool


def sections_of(user: User) -> Iterator[Mine]:
    """Whose turn it is with whole dossiers, then with their sections; two queries.

    Only until ownership has moved, and only where the account is open to them.
    """
    accounts = Account.objects.visible_to(user).values("pk")
    seen = Transition.objects.visible_to(user).active().filter(account__in=accounts)
    own = seen.filter(ownership_moved_at__isnull=True)
    yield from _keys(user, own)
    yield from _sections(user, own)


def _keys(user: User, own: TransitionQuerySet) -> Iterator[Mine]:
    """Who takes over accepts the whole once it is handed over; then the move is released."""

    def signed(side: Side) -> Exists:
        found = Signature.objects.counting().filter(transition=OuterRef("pk"), side=side)
        return Exists(found)

    handed, accepted = signed(Side.OUTGOING), signed(Side.INCOMING)
    accepts = Q(handed, ~accepted, incoming=user)
    releases = Q(handed, accepted, ~signed(Side.MANAGER)) & releasing.falls_to_person(user)
    found = own.filter(accepts | releases).select_related("account", "outgoing")
    for one in found.order_by("owns_on", "pk")[:SHOWN]:
        is_taking = one.incoming_id == user.pk
        handed_over = f"{one.outgoing.first_name} has handed over everything"
        yield Mine(
            text="Accept the dossier" if is_taking else "Release the move",
            why=f"{one.account.name}, {handed_over if is_taking else 'both have signed'}",
            due_on=None,
            url=f"{reverse('dossier', args=[one.pk])}#keys",
            is_late=False,
        )


def _sections(user: User, own: TransitionQuerySet) -> Iterator[Mine]:
    """Those refused, for who puts them right; those confirmed, for who takes over."""
    is_said = Q(answered_by=F("transition__incoming"), answered=F("confirmed"))
    confirms = Q(transition__outgoing=user)
    in_place = own.filter(releasing.falls_to_person(user), outgoing__is_active=False)
    confirms |= Q(transition__in=in_place.values("pk"))
    refused = confirms & Q(answer=Answer.REFUSED) & is_said
    waiting = Q(transition__incoming=user) & ~Q(confirmed="") & ~is_said
    found = Seal.objects.filter(refused | waiting, transition__in=own.values("pk"))
    people = ("transition__account", "confirmed_by", "answered_by")
    for one in found.select_related(*people).order_by("transition", "pk")[:SHOWN]:
        yield Mine(
            text=title_of(one.section),
            why=f"{one.transition.account.name}, {_said(one, user)}",
            due_on=None,
            url=f"{reverse('dossier', args=[one.transition_id])}#of-{one.section}",
            is_late=False,
        )


def _said(seal: Seal, user: User) -> str:
    if seal.answered_by and seal.transition.incoming_id != user.pk:
        return f"{seal.answered_by.first_name} refused it: {seal.reason}"
    return f"{seal.confirmed_by.first_name} confirmed it" if seal.confirmed_by else ""
