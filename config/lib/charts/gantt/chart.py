"""What is to be drawn: rows of bars in a frame of whole weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """How far the work of a bar is; the value is the class of its marks."""

    DONE = "done"
    NOW = "cur"
    PLANNED = "todo"


@dataclass(frozen=True, slots=True)
class Bar:
    """A named span of days, both ends included."""

    label: str
    first: date
    last: date
    kind: Kind = Kind.PLANNED


@dataclass(frozen=True, slots=True)
class Row:
    """The bars of one row, the day ownership moves, and words where no bar is in sight.

    Only paper draws the `label`; a page has it beside the drawing, as a link. The `baseline`,
    first and last day, is a thin line below the bars: what was planned for them.
    """

    bars: Sequence[Bar]
    mark: date | None = None
    label: str = ""
    aside: str = ""
    baseline: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """How long something took beyond its plan: from the planned day to the real one."""

    planned: date
    actual: date
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The days in sight: from a Monday on, so many weeks, with those on which nobody works."""

    start: date
    weeks: int
    today: date | None = None
    days_off: Sequence[date] = ()

    @classmethod
    def around(cls, days: Sequence[date]) -> Frame:
        """The weeks that hold all of these days; at least one day."""
        start = min(days) - timedelta(days=min(days).weekday())
        return cls(start, (max(days) - start).days // 7 + 1)

    @property
    def days(self) -> int:
        return self.weeks * 7

    @property
    def end(self) -> date:
        """The first day that is no longer in sight."""
        return self.start + timedelta(days=self.days)

    def shows(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing, with the words that are read out in its place.

    `legend` explains the mark of ownership below the rows, beside the bracket of `late`.
    """

    rows: Sequence[Row]
    frame: Frame
    title: str
    description: str = ""
    legend: str = ""
    late: Late | None = None
