"""Which transitions a list shows, in which order, and what can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Concat, NullIf

from accounts.clients.queries import priority
from checklists.library.choices import TemplateState
from transitions.plans.choices import OPEN_STATES, Health, State
from transitions.plans.models import TransitionQuerySet

DONE = Cast("checklist__closed", FloatField()) / NullIf(F("checklist__total"), 0)
WORST_FIRST = (Health.OFF_TRACK, Health.AT_RISK, Health.ON_TRACK)
RANK = Case(
    *(
        When(state=State.ACTIVE, health=health, then=rank)
        for rank, health in enumerate(WORST_FIRST)
    ),
    default=len(WORST_FIRST),
    output_field=SmallIntegerField(),
)
"""Worst first; what is not active comes last."""
DUE: list[OrderBy | str] = [F("checklist__next_due_on").asc(nulls_last=True), "ends_on"]
"""The order of every list that nobody sorts, and of what is equal in others."""
ORDERS: dict[str, list[OrderBy | str]] = {
    "due": DUE,
    "account": ["account__name"],
    "progress": [DONE.asc(nulls_last=True)],
    "end": ["ends_on"],
    "health": [RANK.asc(), *DUE],
}
ATTENTION = "attention"
"""Asks for transitions that are at risk or off track."""
TEMPLATE = Case(
    When(template__state=TemplateState.PUBLISHED, then=F("template__name")),
    default=Concat(
        F("template__name"),
        Value(" (version "),
        Cast("template__version", CharField()),
        Value(")"),
        output_field=CharField(),
    ),
    output_field=CharField(),
)
"""A template as a filter offers it; of those no longer published the version is told."""
ANSWERS = (
    *("outgoing", "outgoing__full_name", "outgoing__team", "outgoing__team__name"),
    *("incoming", "incoming__full_name", "incoming__team", "incoming__team__name"),
    *("manager", "manager__full_name", "account__region", "account__line_of_business"),
    "template",
)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters offer: KAMs and managers of transitions, their teams, templates, places."""

    kam: Pairs
    manager: Pairs
    team: Pairs
    template: Pairs
    region: Pairs
    line: Pairs


def of_health(transitions: TransitionQuerySet, health: str) -> TransitionQuerySet:
    """Those that stand so, by the stored health; all of them where none is asked for.

    Only active ones stand well or ill.
    """
    if not health:
        return transitions
    wanted = [Health.AT_RISK, Health.OFF_TRACK] if health == ATTENTION else [health]
    return transitions.active().filter(health__in=wanted)


def pressing(today: date) -> Combinable:
    """How much the accounts of transitions press; nothing for those that are over."""
    return Case(When(state__in=OPEN_STATES, then=priority.points(today, "account__")))


def of_priority(transitions: TransitionQuerySet, level: str, today: date) -> TransitionQuerySet:
    """Those whose account is of a priority; those that are over are of none."""
    return transitions.alias(pressing=pressing(today)).filter(priority.with_level(level))


def facets(visible: TransitionQuerySet) -> Facets:
    """The answers that occur among these transitions, and no others; one query.

    One look at the transitions: who may see them is dear to find out, so it is not asked per
    answer.
    """
    rows = list(visible.order_by().values_list(*ANSWERS, TEMPLATE).distinct())
    return Facets(
        kam=_pairs(pair for row in rows for pair in (row[0:2], row[4:6])),
        manager=_pairs(row[8:10] for row in rows),
        team=_pairs(pair for row in rows for pair in (row[2:4], row[6:8])),
        template=_pairs(row[12:14] for row in rows),
        region=_pairs((row[10], row[10]) for row in rows),
        line=_pairs((row[11], row[11]) for row in rows),
    )


def _pairs(found: Iterable[tuple[Any, ...]]) -> Pairs:
    """Different answers with their labels, by label; what is empty is no answer."""
    pairs = {(str(key), str(label)) for key, label in set(found) if key}
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
