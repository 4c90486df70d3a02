"""Dossiers in which it is somebody’s turn: to put right, to accept, to release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from config.lib.aggregates import Joined
from transitions.dossier.choices import Answer, Side
from transitions.dossier.models import Seal, Signature
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.queries.rows import closed, place, sides, told
from transitions.reminders.queries.seeing import guests_of

KEPT_CLOSE = "!"
"""Before the name of a section that is confidential."""


def turns(ids: Sequence[int], today: date) -> QuerySet[Any, Any]:
    """Dossiers of these people that wait for somebody, until ownership moves.

    One row a transition: which sections were refused and which wait to be accepted, as
    “contracts,!goals”; who signed; and of each whether that is newer than the last digest of whom
    it reaches.
    """
    return told(
        "turn",
        _found(ids),
        **place(""),
        **sides(""),
        outgoing_lead="outgoing__team__lead",
        incoming_lead="incoming__team__lead",
        guests=guests_of("account", today),
        owns_on="owns_on",
        to_accept="to_accept",
        to_put_right="to_put_right",
        reason=Subquery(_refused().order_by("-answered_at").values("reason")[:1]),
        confirmer=Subquery(
            _waiting().order_by("-confirmed_at").values("confirmed_by__full_name")[:1]
        ),
        handed_at="handed_at",
        accepted_at="accepted_at",
        released_at="released_at",
        is_new_to_accept=_is_newer("confirmed_at", "incoming"),
        is_new_to_outgoing=_is_newer("refused_at", "outgoing"),
        is_new_to_manager=_is_newer("refused_at", "manager"),
        is_new_handed=_is_newer("handed_at", "incoming"),
        is_new_accepted=_is_newer("accepted_at", "manager"),
    )


def _found(ids: Sequence[int]) -> QuerySet[Transition]:
    """Transitions of these people in which anything was refused, confirmed or handed over."""
    concerned = Q(outgoing__in=ids) | Q(incoming__in=ids) | Q(manager__in=ids)
    leads = Q(outgoing__team__lead__in=ids) | Q(incoming__team__lead__in=ids)
    concerned |= Q(manager=F("incoming")) & leads
    handed, accepted = _signed(Side.OUTGOING), _signed(Side.INCOMING, by=OuterRef("incoming"))
    some = ("to_accept", "to_put_right", "handed_at")
    return (
        Transition.objects.active()
        .filter(concerned, ownership_moved_at__isnull=True)
        .annotate(
            to_accept=_names(_waiting()),
            to_put_right=_names(_refused()),
            handed_at=Subquery(handed.values("at")[:1]),
            accepted_at=Subquery(accepted.values("at")[:1]),
            released_at=Subquery(_signed(Side.MANAGER).values("at")[:1]),
            confirmed_at=_newest(_waiting(), "confirmed_at"),
            refused_at=_newest(_refused(), "answered_at"),
            outgoing_told_at=_told_at("outgoing"),
            incoming_told_at=_told_at("incoming"),
            manager_told_at=_told_at("manager"),
        )
        .filter(reduce(or_, (Q(**{f"{one}__isnull": False}) for one in some)))
    )


def _waiting() -> QuerySet[Seal]:
    """Confirmed, and not answered by who takes over now."""
    return _seals(~_said() & ~Q(confirmed=""))


def _refused() -> QuerySet[Seal]:
    return _seals(_said(answer=Answer.REFUSED))


def _said(**fields: object) -> Q:
    """That who takes over now answered just what was confirmed."""
    return Q(answered_by=F("transition__incoming"), answered=F("confirmed"), **fields)


def _seals(wanted: Q) -> QuerySet[Seal]:
    return Seal.objects.filter(wanted, transition=OuterRef("pk")).order_by()


def _signed(side: Side, **by: object) -> QuerySet[Signature]:
    return Signature.objects.filter(transition=OuterRef("pk"), side=side, **by).order_by()


def _names(seals: QuerySet[Seal]) -> Subquery:
    is_closed = closed(OuterRef("section"), "transition__account")
    sign = Case(When(is_closed, then=Value(KEPT_CLOSE)), default=Value(""))
    named = Concat(sign, Cast("section", CharField()))
    return Subquery(seals.values("transition").annotate(all=Joined(named)).values("all"))


def _newest(seals: QuerySet[Seal], moment: str) -> Subquery:
    return Subquery(seals.values("transition").annotate(newest=Max(moment)).values("newest"))


def _told_at(side: str) -> Subquery:
    """When the last digest of somebody was written that went out as a mail."""
    mails = Digest.objects.filter(person=OuterRef(side), message__isnull=False)
    return Subquery(mails.order_by("-on").values("created_at")[:1])


def _is_newer(moment: str, side: str) -> Case:
    told_at = f"{side}_told_at"
    is_newer = Q(**{f"{told_at}__isnull": True}) | Q(**{f"{moment}__gt": F(told_at)})
    return Case(
        When(is_newer & Q(**{f"{moment}__isnull": False}), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
