"""When a running checklist will be closed, by its pace so far and by what waits for what.

The pace is that of earned schedule (W. Lipke, “Schedule is Different”, The Measurable News,
March 2003): how many working days of the plan the closed items cover, for each working day that
has passed. Here it counts items, as none weighs more than another. Nothing in here moves a date
of the plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.schedule.order import in_order
from config.lib.workdays import ONE_DAY, WorkCalendar

ENOUGH_DAYS = 5
"""Working days that must have passed before a pace can be told."""
FURTHEST = 260
"""Working days, about a year, by which a forecast goes beyond a plan at the most."""


@dataclass(frozen=True, slots=True)
class Work:
    """An item that is to be done or has been: its number, the day the plan gives it now, and the
    numbers that it waits for. What was set aside is none.
    """

    number: str
    due_on: date
    is_open: bool
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """How many working days of the plan are covered, of those that have passed before today."""

    covered: int
    passed: int

    @property
    def is_known(self) -> bool:
        """Whether there is enough to go by: some days, and something that covers any of them."""
        return self.passed >= ENOUGH_DAYS and self.covered > 0

    @property
    def is_behind(self) -> bool:
        return self.is_known and self.covered < self.passed

    @property
    def percent(self) -> int:
        """The pace in percent of the plan's, rounded down; more than 100 when ahead."""
        return self.covered * 100 // self.passed if self.passed else 100


@dataclass(frozen=True, slots=True)
class Expected:
    """The day on which an open item is expected, and the number of the one that holds it up."""

    number: str
    due_on: date
    on: date
    held_by: str = ""

    @property
    def is_late(self) -> bool:
        return self.on > self.due_on


@dataclass(frozen=True, slots=True)
class Forecast:
    """The open items in order of the checklist, each with the day on which it is expected."""

    pace: Pace
    expected: tuple[Expected, ...]

    @property
    def last(self) -> Expected | None:
        """The item that is expected last; None where nothing is open."""
        return max(self.expected, key=lambda one: one.on, default=None)


def forecast(
    works: Sequence[Work], starts_on: date, calendar: WorkCalendar, today: date
) -> Forecast:
    """Expect every open item on a day: never before today, nor before one it waits for.

    An item keeps its day while the pace is that of the plan or faster: who is ahead does not hold
    a meeting earlier. At a slower pace the days from the start until it is due grow by as much.

    Raises:
        ValueError: items wait for each other.
    """
    pace = pace_of(works, starts_on, calendar, today)
    by_number = {work.number: work for work in works}
    found: dict[str, Expected] = {}
    for number in in_order({work.number: work.waits_for for work in works}):
        if by_number[number].is_open:
            on = _at_pace(by_number[number].due_on, pace, starts_on, calendar)
            on = max(on, calendar.next_working(today))
            found[number] = _held_up(by_number[number], on, found)
    return Forecast(pace, tuple(found[work.number] for work in works if work.number in found))


def pace_of(works: Sequence[Work], starts_on: date, calendar: WorkCalendar, today: date) -> Pace:
    """How fast it went until yesterday evening; today is not over yet."""
    passed = calendar.count(starts_on, today - ONE_DAY)
    days = sorted(work.due_on for work in works)
    closed = sum(not work.is_open for work in works)
    if closed == len(days):
        return Pace(passed, passed)
    return Pace(calendar.count(starts_on, days[closed] - ONE_DAY), passed)


def _at_pace(due_on: date, pace: Pace, starts_on: date, calendar: WorkCalendar) -> date:
    if not pace.is_behind:
        return due_on
    wanted = calendar.count(starts_on, due_on)
    grown = -(-wanted * pace.passed // pace.covered)
    if grown <= wanted:
        return due_on
    return max(calendar.add(starts_on, min(grown, wanted + FURTHEST) - 1), due_on)


def _held_up(work: Work, on: date, found: Mapping[str, Expected]) -> Expected:
    """A work on its day, or on that of the one it waits for, if that is later."""
    waits = [found[number] for number in work.waits_for if number in found]
    last = max(waits, key=lambda one: one.on, default=None)
    if last is None or last.on <= on:
        return Expected(work.number, work.due_on, on)
    return Expected(work.number, work.due_on, last.on, held_by=last.number)
