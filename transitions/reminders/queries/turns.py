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

from accounts.people.models import User
from config.lib.aggregates import Joined
from transitions.dossier.choices import Answer, Side
from transitions.dossier.models import Seal, Signature
from transitions.plans.models import Transition
from transitions.plans.queries import releasing
from transitions.reminders.models import Digest
from transitions.reminders.queries.rows import closed, place, sides, told
from transitions.reminders.queries.seeing import guests_of

KEPT_CLOSE = "!"
"""Before the name of a section that is confidential."""


PLACES = {
    "manager": "manager",
    "outgoing_lead": "outgoing__team__lead",
    "incoming_lead": "incoming__team__lead",
}
"""Who may be asked to release, as rows call them; beside them, administrators."""


def turns(people: Sequence[User], today: date) -> QuerySet[Any, Any]:
    """Dossiers of these people that wait for somebody, until ownership moves.

    One row a transition: which sections were refused and which wait to be accepted, as
    “contracts,!goals”; who signed; and of each whether that is newer than the last digest of whom
    it reaches. `…_releases` says whether releasing, and putting right in place of who hands over,
    falls to somebody; `new_to` has the administrators to whom that is new, as “3,9”.
    """
    administrators = [person.pk for person in people if person.is_administrator]
    return told(
        "turn",
        _found(people, administrators),
        **place(""),
        **sides(""),
        outgoing_lead=PLACES["outgoing_lead"],
        incoming_lead=PLACES["incoming_lead"],
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
        is_new_handed=_is_newer("handed_at", "incoming"),
        **{f"{one}_releases": _is(releasing.falls_to(there)) for one, there in PLACES.items()},
        **{f"is_refused_new_to_{one}": _is_newer("refused_at", one) for one in PLACES},
        **{f"is_accepted_new_to_{one}": _is_newer("accepted_at", one) for one in PLACES},
        administrators_release=_is(releasing.falls_to_administrators()),
        is_refused_new_to=_new_to(administrators, "refused_at"),
        is_accepted_new_to=_new_to(administrators, "accepted_at"),
    )


def _found(people: Sequence[User], administrators: Sequence[int]) -> QuerySet[Transition]:
    """Transitions of these people in which anything was refused, confirmed or handed over."""
    ids = [person.pk for person in people]
    concerned = Q(outgoing__in=ids) | Q(incoming__in=ids)
    for there in PLACES.values():
        concerned |= Q(**{f"{there}__in": ids}) & releasing.falls_to(there)
    if administrators:
        concerned |= releasing.falls_to_administrators()
    handed, accepted = _signed(Side.OUTGOING), _signed(Side.INCOMING)
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
            **{f"{one}_told_at": _told_at(there) for one, there in PLACES.items()},
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


def _signed(side: Side) -> QuerySet[Signature]:
    signed = Signature.objects.counting()
    return signed.filter(transition=OuterRef("pk"), side=side).order_by()


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
    return _is(is_newer & Q(**{f"{moment}__isnull": False}))


def _new_to(people: Sequence[int], moment: str) -> Subquery:
    """Of these people those whose last digest is older than a moment, in one text."""
    untold = Q(told_at__isnull=True) | Q(told_at__lt=OuterRef(moment))
    found = User.objects.filter(pk__in=people).annotate(told_at=_told_at("pk")).filter(untold)
    in_one = found.order_by().annotate(one=Value(1)).values("one")
    return Subquery(in_one.annotate(all=Joined(Cast("pk", CharField()))).values("all"))


def _is(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
