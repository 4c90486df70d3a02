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


def phase_windows(
    items: Iterable[tuple[int, date]], frame: Frame, calendar: WorkCalendar
) -> list[PhaseWindow]:
    """The days of each phase, from pairs of a phase's number and the day one of its items is due.

    A phase ends with its last item; the next starts on the working day after. A phase whose
    items are all due earlier has one day: the one on which the phase before it ends. Phases
    without items are left out.
    """
    last: dict[int, date] = {}
    for number, due_on in items:
        last[number] = max(due_on, last.get(number, due_on))
    windows: list[PhaseWindow] = []
    for number in sorted(last):
        starts_on = frame.starts_on
        if windows:
            ended_on = windows[-1].ends_on
            next_day = calendar.next_working(ended_on + ONE_DAY)
            starts_on = min(next_day, max(last[number], ended_on))
        windows.append(PhaseWindow(number, starts_on, max(last[number], starts_on)))
    return windows
