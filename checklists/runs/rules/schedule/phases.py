"""The days of whole phases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.schedule.terms import Frame
from config.lib.workdays import ONE_DAY, WorkCalendar


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """The first and the last day of a phase, both included."""

    number: int
    starts_on: date
    ends_on: date


def around(begins_on: date, days: Iterable[date]) -> tuple[date, date]:
    """The first and the last day of a phase that is to begin on a day and has items on these.

    It begins sooner where an item is due before, and ends with its last item, so that it always
    holds all of them. One without items has that one day.
    """
    due = sorted(days) or [begins_on]
    return min(begins_on, due[0]), due[-1]


def phase_windows(
    items: Iterable[tuple[int, date]], frame: Frame, calendar: WorkCalendar
) -> list[PhaseWindow]:
    """The days of each phase, from pairs of a phase's number and the day one of its items is due.

    A phase is to begin on the working day after all phases ahead of it have ended; `around` its
    items, so that two run side by side where the items of one are due before that. Phases without
    items are left out.
    """
    days: dict[int, list[date]] = {}
    for number, due_on in items:
        days.setdefault(number, []).append(due_on)
    windows: list[PhaseWindow] = []
    begins_on = frame.starts_on
    for number in sorted(days):
        window = PhaseWindow(number, *around(begins_on, days[number]))
        windows.append(window)
        begins_on = max(begins_on, calendar.next_working(window.ends_on + ONE_DAY))
    return windows
