"""The key figures of the dashboard. Each counts rows that its link shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from accounts.clients.models import AccountQuerySet
from config.lib import words
from transitions.portfolio.queries.money import Money, money, revenue
from transitions.portfolio.queries.overdue import Overdue
from transitions.portfolio.queries.running import Light
from transitions.portfolio.queries.tallies import RISKY, Tallies, Trend, tallies

MOVES_WITHIN = 14
"""Days ahead for which ownership moves are counted."""
NAMED = 2
MOST_MARKS = 30
GAP = 1.5
"""Percent between two parts of a bar."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar, in percent of its width."""

    css: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Named:
    """An account behind a figure, with the page of its transition."""

    account: str
    revenue: str
    url: str


@dataclass(frozen=True, slots=True)
class Move:
    """An account whose ownership is to move soon."""

    account: str
    owns_on: date
    url: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers over all active transitions of the dashboard, each with its meaning."""

    tallies: Tallies
    trend: Trend
    overdue: Overdue
    revenue: Money
    revenue_share: int | None
    at_risk: Money
    at_risk_share: int | None
    risky: tuple[Named, ...]
    moves: tuple[Move, ...]
    moves_until: date
    today: date

    @property
    def active(self) -> int:
        return self.tallies.off + self.tallies.risk + self.tallies.on

    @property
    def attention(self) -> int:
        return self.tallies.off + self.tallies.risk

    @property
    def more_risky(self) -> int:
        """How many at-risk accounts are not named."""
        return self.attention - len(self.risky)

    @property
    def fewer(self) -> int:
        """How many fewer active transitions there are than a week ago."""
        return -self.trend.active

    @property
    def oldest_days(self) -> int:
        return (self.today - self.tallies.oldest).days if self.tallies.oldest else 0

    @property
    def revenue_trend(self) -> str:
        return _trend(self.trend.revenue.get(self.revenue.currency), self.revenue.currency)

    @property
    def at_risk_trend(self) -> str:
        return _trend(self.trend.at_risk.get(self.at_risk.currency), self.at_risk.currency)

    @property
    def health_bar(self) -> list[Part]:
        """The active transitions by health, side by side."""
        found = (("bad", self.tallies.off), ("mid", self.tallies.risk), ("ok", self.tallies.on))
        counts = [(css, count) for css, count in found if count]
        room = 100 - GAP * (len(counts) - 1)
        parts, x = [], 0.0
        for css, count in counts:
            width = room * count / self.active
            parts.append(Part(css, round(x, 2), round(width, 2)))
            x += width + GAP
        return parts

    @property
    def moves_marks(self) -> list[float]:
        """Where on the line of days each move lies, in percent; late ones at its start."""
        left = [(self.moves_until - move.owns_on).days for move in self.moves]
        return [round(2 + 96 * (1 - min(days, MOVES_WITHIN) / MOVES_WITHIN), 1) for days in left]

    @property
    def coming_moves(self) -> int:
        return self.tallies.moves - self.tallies.late_moves

    @property
    def next_move(self) -> Move | None:
        return self.moves[0] if self.moves else None


def figures(
    rows: Sequence[Light],
    accounts: AccountQuerySet,
    late: Overdue,
    trend: Trend,
    today: date,
) -> Figures:
    """The key figures of transitions and of the accounts behind them; one query."""
    until = today + timedelta(days=MOVES_WITHIN)
    active = [row for row in rows if row.is_active]
    counted = tallies(rows, today=today, until=until)
    in_transition = money(counted.revenue)
    at_risk = money(counted.at_risk, first=in_transition.currency)
    return Figures(
        tallies=counted,
        trend=trend,
        overdue=late,
        revenue=in_transition,
        revenue_share=in_transition.share_of(revenue(accounts)),
        at_risk=at_risk,
        at_risk_share=at_risk.share_of(dict(in_transition.amounts)),
        risky=_risky(active),
        moves=_moves(active, until),
        moves_until=until,
        today=today,
    )


def _trend(amount: Decimal | None, currency: str) -> str:
    """A change in words, such as “up €1.2M in a week”; empty where nothing changed."""
    if not amount:
        return ""
    return f"{'up' if amount > 0 else 'down'} {words.short_money(abs(amount), currency)} in a week"


def _risky(active: Iterable[Light]) -> tuple[Named, ...]:
    """The accounts that need attention and bring in most."""
    risky = [row for row in active if row.health in RISKY]
    risky.sort(key=lambda row: (-(row.revenue or -1), row.account.casefold()))
    return tuple(
        Named(
            row.account,
            words.short_money(row.revenue, row.currency) if row.revenue else "",
            _page(row.pk),
        )
        for row in risky[:NAMED]
    )


def _moves(active: Iterable[Light], until: date) -> tuple[Move, ...]:
    """The next moves of ownership."""
    due = [row for row in active if row.moved_at is None and row.owns_on <= until]
    due.sort(key=lambda row: (row.owns_on, row.account.casefold()))
    return tuple(Move(row.account, row.owns_on, _page(row.pk)) for row in due[:MOST_MARKS])


def _page(transition_id: int) -> str:
    return reverse("transition", args=[transition_id])
