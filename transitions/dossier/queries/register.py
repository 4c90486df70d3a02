"""The commitments of all accounts in one list: what becomes of each, and who owes it now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from accounts.profile.models.commitment import CommitmentQuerySet
from transitions.dossier.choices import Course, Stance
from transitions.dossier.models import Decision
from transitions.dossier.rules import UNSAID, WAITS_FOR_CLIENT
from transitions.plans.choices import RUNNING_STATES, State
from transitions.plans.models import Transition

LONG_AGO = date(1900, 1, 1)
HANDED_OVER = {Course.TAKEN, Course.AGREED}


@dataclass(frozen=True, slots=True)
class Listed:
    """A commitment in the list: who owes it, what becomes of it, and where it stands."""

    commitment: Commitment
    owes: str
    course: Course | None
    url: str

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to decide, or to tell the client."""
        return self.course in UNSAID | WAITS_FOR_CLIENT


def register(user: User) -> CommitmentQuerySet:
    """All commitments that somebody reads, with what becomes of them and who owes them now."""
    rows = with_ower(with_course(Commitment.objects.visible_to(user)))
    return rows.select_related("account", "contact", "made_by")


def with_course(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """Commitments with what becomes of them (`course`), as `rules.course` says it.

    Their handover is the latest of their account that was begun; without one, and once they are
    settled, there is no course.
    """
    found = Transition.objects.filter(
        account=OuterRef("account"), state__in=(*RUNNING_STATES, State.COMPLETED)
    ).order_by("-pk")
    decided = Decision.objects.filter(
        commitment=OuterRef("pk"), transition=OuterRef("handover"), by=OuterRef("incoming")
    )
    return (
        rows.annotate(
            handover=Subquery(found.values("pk")[:1]),
            incoming=Subquery(found.values("incoming")[:1]),
            incoming_name=Subquery(found.values("incoming__full_name")[:1]),
            moved_at=Subquery(found.values("ownership_moved_at")[:1]),
        )
        .annotate(
            **{
                name: Subquery(decided.values(name)[:1])
                for name in ("stance", "seen", "client_told_on", "agreed_at")
            }
        )
        .annotate(course=_course())
    )


def with_ower(rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """Commitments that have their course with who owes them now (`owes`, `owes_name`).

    Who takes over, once they took it over; the owner of the account, once that has moved since the
    promise; before, whoever promised it, as long as they can sign in.
    """
    owner, maker = ("account__owner", "made_by")
    return rows.annotate(
        owes=_ower(F(owner), F("incoming"), F(maker), BigIntegerField()),
        owes_name=_ower(
            F(f"{owner}__full_name"), F("incoming_name"), F(f"{maker}__full_name"), CharField()
        ),
    )


def accounts(rows: QuerySet[Commitment]) -> list[tuple[str, str]]:
    """The accounts that have commitments among these."""
    known = rows.order_by("account__name").values_list("account", "account__name").distinct()
    return [(str(pk), name) for pk, name in known]


def owers(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    """Who owes any of these."""
    known = rows.filter(state=Promise.OPEN).order_by("owes_name")
    return [(str(pk), name) for pk, name in known.values_list("owes", "owes_name").distinct()]


def promised(rows: QuerySet[Commitment]) -> Sequence[tuple[Decimal, str]]:
    """What commitments are worth together, as far as it is known: an amount for each currency."""
    found = Commitment.objects.filter(pk__in=rows.order_by().values("pk"))
    worth = found.filter(value__isnull=False).order_by("account__currency")
    amounts = worth.values("account__currency").annotate(together=Sum("value"))
    return [(one["together"], one["account__currency"]) for one in amounts]


def listed(found: Iterable[Any], reader: User) -> list[Listed]:
    """Rows of the register as a page shows them, in their order; two queries.

    A row leads to the dossier of its handover, as long as that runs and its reader sees it.
    """
    rows = list(found)
    handovers = Transition.objects.visible_to(reader).running()
    wanted = {row.handover for row in rows if row.handover and row.is_open}
    seen = set(handovers.filter(pk__in=wanted).values_list("pk", flat=True))
    return [
        Listed(
            commitment=row,
            owes=row.owes_name if row.is_open else "",
            course=Course(row.course) if row.course else None,
            url=_address(row, seen),
        )
        for row in rows
    ]


def _address(row: Any, dossiers: set[int]) -> str:
    if row.is_open and row.handover in dossiers:
        return f"{reverse('dossier', args=[row.handover])}#of-commitments"
    return f"{reverse('account_profile', args=[row.account_id])}#commitments"


def _ower(owner: F, incoming: F, maker: F, kind: Field[Any, Any]) -> Case:
    """Something of whoever owes a commitment: of the owner, who takes over, or who promised it."""
    since = Coalesce(OuterRef("made_on"), Value(LONG_AGO), output_field=DateField())
    moved = Transition.objects.filter(
        account=OuterRef("account"),
        ownership_moved_at__isnull=False,
        ownership_moved_on__gte=since,
    )
    return Case(
        When(Exists(moved), then=owner),
        When(course__in=HANDED_OVER, then=incoming),
        When(made_by__is_active=True, then=maker),
        default=owner,
        output_field=kind,
    )


def _course() -> Case:
    """As `rules.course`, with what is settled or in no handover left out."""
    told, untold = Q(client_told_on__isnull=False), Q(client_told_on__isnull=True)
    declines, offers = Q(stance=Stance.DECLINES), Q(stance=Stance.RENEGOTIATES)
    none, moved = Q(stance__isnull=True), Q(moved_at__isnull=False)
    return Case(
        When(~Q(state=Promise.OPEN) | Q(handover__isnull=True), then=Value("")),
        When(none & moved, then=Value(Course.PASSED)),
        When(none, then=Value(Course.UNDECIDED)),
        When(~Q(seen=F("version")) & ~moved, then=Value(Course.CHANGED)),
        When(declines & untold, then=Value(Course.UNTOLD)),
        When(declines, then=Value(Course.DECLINED)),
        When(offers & Q(agreed_at__isnull=False), then=Value(Course.AGREED)),
        When(offers & told, then=Value(Course.IN_TALKS)),
        When(offers, then=Value(Course.ASKED_ANEW)),
        default=Value(Course.TAKEN),
        output_field=CharField(),
    )
