"""What the key figures count, by the database: now, and how much it changed in a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum

from transitions.plans.choices import Health, State
from transitions.plans.models import HealthChange, TransitionQuerySet

A_WEEK = timedelta(days=7)
RISKY = (Health.OFF_TRACK, Health.AT_RISK)
COUNTS = ("off", "risk", "on", "on_hold", "late", "moves", "late_moves")
ACTIVE = Q(state=State.ACTIVE)
REVENUE = "account__annual_revenue"
NONE = Decimal(0)
Sums = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Tallies:
    """Running transitions counted, and the revenue of the active ones by currency.

    `late` counts those with an overdue item; `oldest` is the day the oldest of these was due.
    `moves` counts moves of ownership until a day, and `late_moves` those whose day has passed.
    """

    off: int = 0
    risk: int = 0
    on: int = 0
    on_hold: int = 0
    late: int = 0
    moves: int = 0
    late_moves: int = 0
    oldest: date | None = None
    revenue: Sums = field(default_factory=dict)
    at_risk: Sums = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """How much more there is than a week ago; less is negative. Revenue goes by currency."""

    active: int = 0
    revenue: Sums = field(default_factory=dict)
    at_risk: Sums = field(default_factory=dict)


def tallies(transitions: TransitionQuerySet, *, today: date, until: date) -> Tallies:
    """Count what runs, from stored columns; one query, a row per currency.

    `until` is the last day of the moves of ownership that count.
    """
    to_move = ACTIVE & Q(ownership_moved_at__isnull=True, owns_on__lte=until)
    is_late = ACTIVE & Q(checklist__next_due_on__lt=today)
    found = (
        transitions.running()
        .order_by()
        .values("account__currency")
        .annotate(
            off=_count(ACTIVE & Q(health=Health.OFF_TRACK)),
            risk=_count(ACTIVE & Q(health=Health.AT_RISK)),
            on=_count(ACTIVE & Q(health=Health.ON_TRACK)),
            on_hold=_count(Q(state=State.ON_HOLD)),
            late=_count(is_late),
            moves=_count(to_move),
            late_moves=_count(to_move & Q(owns_on__lt=today)),
            oldest=Min("checklist__next_due_on", filter=is_late),
            revenue=Sum(REVENUE, filter=ACTIVE),
            at_risk=Sum(REVENUE, filter=ACTIVE & Q(health__in=RISKY)),
        )
    )
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    return Tallies(
        **{name: sum(row[name] for row in rows) for name in COUNTS},
        oldest=min((row["oldest"] for row in rows if row["oldest"]), default=None),
        revenue=_by_currency(rows, "revenue"),
        at_risk=_by_currency(rows, "at_risk"),
    )


def change(transitions: TransitionQuerySet, now: datetime) -> Change:
    """How the figures changed in a week, by the history of health; one query.

    Only transitions whose health changed since then can count differently now.
    """
    then = now - A_WEEK
    before = HealthChange.objects.filter(transition=OuterRef("pk"), changed_at__lte=then)
    changed = HealthChange.objects.filter(changed_at__gt=then).order_by().values("transition")
    was_active = Q(then__in=Health.values)
    found = (
        transitions.filter(pk__in=changed)
        .order_by()
        .annotate(then=Subquery(before.values("health")[:1]))
        .values("account__currency")
        .annotate(
            is_now=_count(ACTIVE),
            was_then=_count(was_active),
            revenue_now=Sum(REVENUE, filter=ACTIVE),
            revenue_then=Sum(REVENUE, filter=was_active),
            at_risk_now=Sum(REVENUE, filter=ACTIVE & Q(health__in=RISKY)),
            at_risk_then=Sum(REVENUE, filter=Q(then__in=RISKY)),
        )
    )
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    return Change(
        active=sum(row["is_now"] - row["was_then"] for row in rows),
        revenue=_differences(rows, "revenue"),
        at_risk=_differences(rows, "at_risk"),
    )


def _count(condition: Q) -> Count:
    return Count("pk", filter=condition)


def _by_currency(rows: list[dict[str, Any]], name: str) -> dict[str, Decimal | None]:
    return {row["account__currency"]: row[name] for row in rows}


def _differences(rows: list[dict[str, Any]], name: str) -> dict[str, Decimal | None]:
    return {
        row["account__currency"]: (row[f"{name}_now"] or NONE) - (row[f"{name}_then"] or NONE)
        for row in rows
    }
