"""The table of the dashboard, and the rows its table and its timeline share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Any

from django.conf import settings

from accounts.clients.rules import value_of
from transitions.plans.choices import Health
from transitions.plans.queries.finding import WORST_FIRST
from transitions.plans.queries.listed import Row
from transitions.plans.queries.listing import rows_of
from transitions.portfolio.queries.running import Light
from transitions.portfolio.queries.tallies import RISKY

MOST_ROWS = 20
"""Rows of the table and of the timeline; the list of transitions shows all."""
RANKS = {health: rank for rank, health in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table and the timeline show, each in its order."""

    table: Sequence[Row]
    timeline: Sequence[Row]


def shown(seen: Iterable[Light], order: str, today: date, *, all_: bool) -> Shown:
    """The first rows of both; three queries, whatever the number of transitions."""
    active = [row for row in seen if row.is_active]
    table = _first((row for row in active if all_ or row.health in RISKY), _worst_first)
    timeline = _first(active, TIMELINE_ORDERS[order])
    found = {row.pk: row for row in rows_of({*table, *timeline}, today)}
    return Shown(
        table=tuple(found[pk] for pk in table if pk in found),
        timeline=tuple(found[pk] for pk in timeline if pk in found),
    )


def _first(seen: Iterable[Light], order: Callable[[Light], Any]) -> list[int]:
    return [row.pk for row in nsmallest(MOST_ROWS, seen, key=order)]


def _worst_first(row: Light) -> tuple[object, ...]:
    """By health, then what is due first; where that is the same, the most valuable account."""
    worth = value_of(row.tier, row.revenue, high_revenue=settings.HIGH_VALUE_REVENUE)
    return RANKS[Health(row.health)], row.next_due_on or date.max, -worth, *_named(row)


def _by_end(row: Light) -> tuple[object, ...]:
    return row.ends_on, *_named(row)


def _by_kam(row: Light) -> tuple[object, ...]:
    return row.outgoing.casefold(), *_by_end(row)


def _named(row: Light) -> tuple[str, int]:
    return row.account.casefold(), row.pk


TIMELINE_ORDERS = {"health": _worst_first, "end": _by_end, "kam": _by_kam}
