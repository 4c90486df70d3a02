"""Where the stored health of a transition is no longer what its facts say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)

from accounts.clients.models import Handover
from transitions.plans.choices import Health, State
from transitions.plans.models import HealthChange, Transition
from transitions.plans.queries.listing import FACTS, facts_of
from transitions.plans.rules import TROUBLE, health

NEWEST = HealthChange.objects.filter(transition=OuterRef("pk")).values("health")[:1]


def watched() -> list[int]:
    """The transitions a sweep looks at: active ones, and others that still count as such."""
    later = HealthChange.objects.filter(
        transition=OuterRef("transition"), changed_at__gt=OuterRef("changed_at")
    )
    left = HealthChange.objects.exclude(health="").exclude(transition__state=State.ACTIVE)
    ids = set(Transition.objects.active().order_by().values_list("pk", flat=True))
    ids |= set(left.filter(~Exists(later)).order_by().values_list("transition", flat=True))
    return sorted(ids)


def of_people(people: Iterable[int]) -> list[int]:
    """The active transitions that one of these people hands over or takes over; one query."""
    theirs = Q(outgoing__in=(ids := list(people))) | Q(incoming__in=ids)
    return list(
        Transition.objects.active().filter(theirs).order_by("pk").values_list("pk", flat=True)
    )


def drifted(transition_ids: Iterable[int], today: date) -> list[int]:
    """Those of these transitions whose health has to be stored anew; one query."""
    asked = Transition.objects.filter(pk__in=list(transition_ids)).order_by("pk")
    found = asked.annotate(newest=Subquery(NEWEST)).values(*FACTS, "health", "newest")
    return [
        values["pk"]
        for values in found
        if (values["health"], values["newest"] or "")
        != _expected(health(facts_of(values, today), today).health, values["state"])
    ]


def _expected(stands: str, state: str) -> tuple[str, str]:
    """The column, and the newest change; nothing is known of what never was active."""
    return stands, stands if state == State.ACTIVE else ""


def told_wrongly() -> list[int]:
    """The running transitions whose account knows them otherwise than they are; one query.

    The day is that of `Transition.moves_on`, as the database says it.
    """
    moves_on = Case(When(state=State.ACTIVE, ownership_moved_at=None, then=F("owns_on")))
    trouble = Case(
        *(When(health=stands, then=Value(TROUBLE[stands])) for stands in Health),
        output_field=SmallIntegerField(),
    )
    running = Transition.objects.running().annotate(day=moves_on, worry=trouble).order_by("pk")
    same_day = Q(account__handover__moves_on=F("day")) | Q(
        account__handover__moves_on=None, account__handover__isnull=False, day=None
    )
    known = same_day & Q(account__handover__trouble=F("worry"))
    return list(
        running.exclude(pk__in=running.filter(known).values("pk")).values_list("pk", flat=True)
    )


def told_too_long() -> QuerySet[Handover]:
    """What accounts still know of handovers that are over."""
    running = Transition.objects.running().filter(account=OuterRef("account"))
    return Handover.objects.filter(~Exists(running))
