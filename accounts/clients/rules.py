"""Which account to look at first: what it is worth, and how soon something must happen.

Pure functions of values, no database. `queries.priority` says the same in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.clients.choices import Priority, Tier, Trouble
from accounts.people.rules import gone
from config.lib import words

HIGH_FROM, NORMAL_FROM = 3, 2
"""The points from which a priority is high, and from which it is normal."""
LEAVES_AT_ONCE = 30
"""Days to the owner's last day that leave just the time to hand over: about what the key account
checklist takes until ownership moves."""
LEAVES_SOON = 90
MOVES_SOON = 14
"""Days to the day of ownership from which somebody should look."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the priority of an account depends on.

    `moves_on` is the day on which ownership is to move, while a handover is under way and not on
    hold.
    """

    tier: str
    revenue: Decimal | None
    currency: str
    owner_is_active: bool
    owner_last_day: date | None
    is_changing_hands: bool
    moves_on: date | None = None
    trouble: int = Trouble.NONE
    is_on_hold: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How much an account presses today, by points for its value and for its urgency.

    Its words are made only where they are shown.
    """

    facts: Facts
    today: date
    value: int
    urgency: int

    @property
    def points(self) -> int:
        return self.value + self.urgency

    @property
    def level(self) -> Priority:
        if self.points >= HIGH_FROM:
            return Priority.HIGH
        return Priority.NORMAL if self.points >= NORMAL_FROM else Priority.LOW

    @property
    def label(self) -> str:
        return str(self.level.label)

    @property
    def pressing(self) -> str:
        """What presses most, such as “its owner leaves in 12 days”; empty where nothing does."""
        reasons = sorted(_reasons(self.facts, self.today), key=lambda reason: -reason[0])
        return reasons[0][1] if reasons else ""

    @property
    def sentence(self) -> str:
        """“High: key account with €2.1M a year, and its owner leaves in 12 days”."""
        return f"{self.label}: {self.because}"

    @property
    def because(self) -> str:
        """“key account with €2.1M a year, and its owner leaves in 12 days”."""
        what = str(Tier(self.facts.tier).label).lower()
        if self.facts.revenue is not None:
            worth = words.short_money(self.facts.revenue, self.facts.currency)
            what += f" with {worth} a year"
        return f"{what}, and {self.pressing or 'nothing presses'}"


def standing(facts: Facts, today: date, *, high_revenue: int) -> Standing:
    """The priority of an account today.

    Two points, one or none for its value and for its urgency; three make it high, two normal.

    Value: two for a key account, and for any that brings `high_revenue` a year in its own
    currency; one for a growth account. Urgency: two where the owner is gone or leaves within
    `LEAVES_AT_ONCE` days and no handover is under way, where the day of ownership has passed, or
    where the handover is off track; one where the owner leaves within `LEAVES_SOON` days without
    a handover, where ownership moves within `MOVES_SOON` days, or where the handover is at risk.
    While a handover is on hold nothing moves, so its day does not press.

    Args:
        facts: what is known of the account.
        today: the day in the reader's time zone.
        high_revenue: the revenue that makes any account one of high value; 0 for none.
    """
    urgency = max((points for points, _ in _reasons(facts, today)), default=0)
    return Standing(
        facts, today, value_of(facts.tier, facts.revenue, high_revenue=high_revenue), urgency
    )


def value_of(tier: str, revenue: Decimal | None, *, high_revenue: int) -> int:
    """The points of an account for what it is worth."""
    brings_much = high_revenue and revenue is not None and revenue >= high_revenue
    if tier == Tier.KEY or brings_much:
        return 2
    return 1 if tier == Tier.GROWTH else 0


def _reasons(facts: Facts, today: date) -> Iterator[tuple[int, str]]:
    """Everything that presses, with its points."""
    if not facts.is_changing_hands:
        yield from _leaving(facts, today)
    if facts.trouble == Trouble.MUCH:
        yield 2, "its handover is off track"
    if facts.moves_on is not None:
        yield from _moving(facts.moves_on, today)
    if facts.trouble == Trouble.SOME:
        yield 1, "its handover is at risk"
    if facts.is_on_hold:
        yield 0, "its handover is on hold"


def _leaving(facts: Facts, today: date) -> Iterator[tuple[int, str]]:
    """Nobody takes over yet from an owner who leaves, has left or is deactivated."""
    left = (facts.owner_last_day - today).days if facts.owner_last_day else None
    why = gone(is_active=facts.owner_is_active, last_day_on=facts.owner_last_day, today=today)
    if why:
        yield 2, f"its owner {why}"
    elif left is not None and left <= LEAVES_SOON:
        when = f"in {words.count(left, 'day')}" if left else "today"
        yield 2 if left <= LEAVES_AT_ONCE else 1, f"its owner leaves {when}"


def _moving(moves_on: date, today: date) -> Iterator[tuple[int, str]]:
    """By its day: how many working days are left depends on the calendar of the handover."""
    days = (moves_on - today).days
    on = words.day(moves_on, today=today)
    if days < 0:
        yield 2, f"ownership was to move on {on}"
    elif days <= MOVES_SOON:
        yield 1, f"ownership moves on {on}" if days else "ownership moves today"
