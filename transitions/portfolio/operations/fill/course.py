"""How a transition of a filled site went: its state, its days, how far its people got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from transitions.plans.choices import State
from transitions.portfolio.operations.fill.schedules import Schedules

MIX = {
    State.COMPLETED: 65,
    State.ACTIVE: 25,
    State.ON_HOLD: 3,
    State.CANCELLED: 4,
    State.DRAFT: 3,
}
LAGS = (0, 0, 0, 0, 1, 2, 3, 9)
"""Days by which the work of a transition lies behind its plan."""
LEFT_OPEN = 0.015
"""The share of items that stay open although their day has passed."""


@dataclass(frozen=True, slots=True)
class Course:
    """What became of a transition: everything due before `worked_until` is closed, mostly."""

    state: State
    starts_on: date
    worked_until: date

    @property
    def is_started(self) -> bool:
        return self.state != State.DRAFT


def course(schedules: Schedules, today: date, random: Random) -> Course:
    """A course at random, around today."""
    state = random.choices(list(MIX), list(MIX.values()))[0]
    length, add = schedules.template.days, schedules.workdays.add
    if state == State.DRAFT:
        return Course(state, add(today, random.randint(1, 25)), today)
    if state in {State.COMPLETED, State.CANCELLED}:
        starts_on = add(today, -random.randint(length + 2, 480))
        last = starts_on + timedelta(days=random.randint(5, 40))
        return Course(state, starts_on, date.max if state == State.COMPLETED else last)
    late = random.random() < 0.03
    back = random.randint(length, length + 8) if late else random.randint(0, length - 1)
    lag = timedelta(days=random.choice(LAGS))
    return Course(state, add(today, -back), today - lag)


def moment(on: date, random: Random, now: datetime) -> datetime:
    """Some moment of a working day, never after now."""
    at = datetime.combine(on, time(random.randint(8, 16), random.randint(0, 59)), UTC)
    return min(at, now)
