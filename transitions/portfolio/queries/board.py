"""The table of the dashboard, and the rows its table and its timeline share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from config.lib import words
from transitions.plans.models import TransitionQuerySet
from transitions.plans.queries.finding import RANK
from transitions.plans.queries.listing import Row, rows
from transitions.portfolio.queries.overdue import late_items
from transitions.portfolio.queries.tallies import RISKY

MOST_ROWS = 20
"""Rows of the table and of the timeline; the list of transitions shows all."""
WORST_FIRST = (
    RANK.asc(),
    F("checklist__next_due_on").asc(nulls_last=True),
    "account__name",
    "pk",
)
TIMELINE_ORDERS = {
    "health": WORST_FIRST,
    "end": ("ends_on", "account__name", "pk"),
    "kam": ("outgoing__full_name", "ends_on", "account__name", "pk"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One transition of the table, and why it stands as it does."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table and the timeline show, each in its order."""

    cases: Sequence[Case]
    timeline: Sequence[Row]


def shown(transitions: TransitionQuerySet, order: str, today: date, *, all_: bool) -> Shown:
    """The first rows of both; six queries, whatever the number of transitions."""
    active = transitions.active()
    table = _first(active if all_ else active.filter(health__in=RISKY), WORST_FIRST)
    timeline = _first(active, TIMELINE_ORDERS[order])
    wanted = transitions.filter(pk__in={*table, *timeline}).order_by()
    found = {row.pk: row for row in rows(wanted, today)}
    late = late_items(table, today)
    return Shown(
        cases=tuple(
            Case(found[pk], _reason(found[pk], late.get(pk, 1))) for pk in table if pk in found
        ),
        timeline=tuple(found[pk] for pk in timeline if pk in found),
    )


def _first(transitions: TransitionQuerySet, order: Sequence[Any]) -> list[int]:
    return list(transitions.order_by(*order).values_list("pk", flat=True)[:MOST_ROWS])


def _reason(row: Row, late: int) -> str:
    """Why it stands as it does; where an item is late, how many are: the table names the first."""
    reason = row.verdict.reason
    if row.next_title and reason.startswith(f"“{row.next_title}”"):
        return f"{words.count(late, 'item')} overdue"
    return reason
