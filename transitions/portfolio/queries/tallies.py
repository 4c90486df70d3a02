"""What the key figures count: now, and how much it changed in a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from transitions.plans.choices import Health, State
from transitions.plans.models import HealthChange, TransitionQuerySet
from transitions.portfolio.queries.running import Light

A_WEEK = timedelta(days=7)
RISKY = (Health.OFF_TRACK, Health.AT_RISK)
REVENUE, CURRENCY = "account__annual_revenue", "account__currency"
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
class Trend:
    """How much more there is than a week ago; less is negative. Revenue goes by currency."""

    active: int = 0
    revenue: Sums = field(default_factory=dict)
    at_risk: Sums = field(default_factory=dict)


def tallies(rows: Iterable[Light], *, today: date, until: date) -> Tallies:
    """Count what runs; no query. `until` is the last day of the moves of ownership that count."""
    running = [row for row in rows if row.is_running]
    active = [row for row in running if row.is_active]
    by_health = Counter(row.health for row in active)
    moves = [row.owns_on for row in active if row.moved_at is None and row.owns_on <= until]
    late = [row.next_due_on for row in active if row.next_due_on and row.next_due_on < today]
    return Tallies(
        off=by_health[Health.OFF_TRACK],
        risk=by_health[Health.AT_RISK],
        on=by_health[Health.ON_TRACK],
        on_hold=len(running) - len(active),
        late=len(late),
        moves=len(moves),
        late_moves=sum(day < today for day in moves),
        oldest=min(late, default=None),
        revenue=_sums((row.currency, row.revenue) for row in active),
        at_risk=_sums((row.currency, row.revenue) for row in active if row.health in RISKY),
    )


def trend(transitions: TransitionQuerySet, now: datetime) -> Trend:
    """How the figures changed in a week, by the history of health; one query.

    Only transitions whose health changed since then can count differently now.
    """
    then = now - A_WEEK
    before = HealthChange.objects.filter(transition=OuterRef("pk"), changed_at__lte=then)
    changed = HealthChange.objects.filter(changed_at__gt=then).order_by().values("transition")
    rows = (
        transitions.filter(pk__in=changed)
        .order_by()
        .values_list("state", "health", REVENUE, CURRENCY, Subquery(before.values("health")[:1]))
    )
    active, revenue, at_risk = 0, dict[str, Decimal](), dict[str, Decimal]()
    healths = frozenset(Health.values)
    for state, health, amount, currency, health_then in rows:
        is_now, was_then = state == State.ACTIVE, health_then in healths
        risky_now, risky_then = is_now and health in RISKY, health_then in RISKY
        active += is_now - was_then
        worth = amount or NONE
        revenue[currency] = revenue.get(currency, NONE) + (is_now - was_then) * worth
        at_risk[currency] = at_risk.get(currency, NONE) + (risky_now - risky_then) * worth
    return Trend(active, revenue, at_risk)


def _sums(amounts: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    """Amounts added up by currency."""
    sums: dict[str, Decimal] = {}
    for currency, amount in amounts:
        if amount:
            sums[currency] = sums.get(currency, NONE) + amount
    return sums
