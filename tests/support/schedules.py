"""Schedules made of a few tasks, in one frame with one calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from checklists.runs.rules.schedule import Frame, Placement, Schedule, Task, place
from config.lib.workdays import Span, WorkCalendar

NAMES = {
    "outgoing": "Tomas Novak",
    "incoming": "Amelie Laurent",
    "manager": "Priya Nair",
    "hr": "Ines Berger",
}
FRAME = Frame(date(2026, 11, 30), date(2027, 1, 14), date(2027, 2, 4))
CLOSURE = Span(date(2026, 12, 24), date(2026, 12, 31), "Company closure")
VIENNA = WorkCalendar("AT", closures=[CLOSURE])
NOMINAL_DAYS = 40


def schedule(
    *tasks: Task,
    frame: Frame = FRAME,
    nominal_days: int = NOMINAL_DAYS,
    absences: Mapping[str, Sequence[Span]] | None = None,
    last_days: Mapping[str, date] | None = None,
    not_before: date | None = None,
) -> Schedule:
    return place(
        tasks,
        frame,
        VIENNA,
        nominal_days=nominal_days,
        absences=absences or {},
        names=NAMES,
        last_days=last_days or {},
        not_before=not_before,
    )


def by_key(found: Schedule) -> dict[str, Placement]:
    return {placement.key: placement for placement in found.placements}


def only(found: Schedule) -> Placement:
    (placement,) = found.placements
    return placement


def around_ownership(offset: int, role: str = "incoming") -> Task:
    return Task("a", "ownership", offset, role)


def away(month: int, first: int, last: int) -> Span:
    year = 2026 if month > 6 else 2027
    return Span(date(year, month, first), date(year, month, last), "Annual leave")
