"""The line from the outgoing to the incoming KAM: the stages of a transition on a time line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.library.choices import Stage
from config.lib import words
from config.lib.shares import percent
from config.lib.workdays import WorkCalendar
from transitions.plans.rules import StageTotals

PARTS = 14
"""How many parts a strip can be cut into: the growth classes of the style sheet."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the line. `before_now` and `after_now` place the mark of today in it."""

    name: str
    css: str
    grow: int
    percent: int
    label: str
    days: str
    late: int
    stage: str
    owns_before: bool = False
    is_current: bool = False
    has_now: bool = False
    before_now: int = 0
    after_now: int = 0


@dataclass(frozen=True, slots=True)
class Baton:
    """All stages, whether ownership moves after the last, and where we are, for phones."""

    stages: tuple[StageLine, ...]
    owns_at_end: bool
    here: str
    here_day: str


def baton(
    totals: Sequence[StageTotals],
    owns_on: date,
    overdue: Mapping[str, int],
    today: date | None,
    calendar: WorkCalendar,
) -> Baton:
    """The line of a checklist; no query. Without `today` it is over: no stage is worked on."""
    if not totals:
        return Baton((), owns_at_end=False, here="", here_day="")
    spans = [(_day(stage["starts_on"]), _day(stage["ends_on"])) for stage in totals]
    longest = max((last - first).days + 1 for first, last in spans)
    current = _current(totals, today) if today else None
    mark = _mark(spans, owns_on)
    lines = tuple(
        _line(
            stage,
            grow=max(round(((last - first).days + 1) * PARTS / longest), 3),
            late=overdue.get(stage["stage"], 0),
            here=place == current,
            owns_before=place == mark,
            today=today,
        )
        for place, (stage, (first, last)) in enumerate(zip(totals, spans, strict=True))
    )
    here = here_day = ""
    if current is not None and today:
        first, last = spans[current]
        here = f"{lines[current].name}, stage {current + 1} of {len(lines)}"
        if first <= today <= last:
            passed, days = calendar.count(first, today), calendar.count(first, last)
            here_day = f"working day {passed} of {days}" if passed else ""
    return Baton(lines, owns_at_end=mark == len(totals), here=here, here_day=here_day)


def _current(totals: Sequence[StageTotals], today: date) -> int | None:
    """The stage that began last, unless nothing has begun or everything is done."""
    if all(stage["closed"] == stage["total"] for stage in totals):
        return None
    begun = [place for place, stage in enumerate(totals) if _day(stage["starts_on"]) <= today]
    return begun[-1] if begun else None


def _mark(spans: Sequence[tuple[date, date]], owns_on: date) -> int:
    """Before which stage the mark of ownership stands: the boundary nearest to that day."""
    borders = [abs((first - owns_on).days) for first, _ in spans]
    borders.append(abs((spans[-1][1] - owns_on).days))
    return borders.index(min(borders))


def _line(
    stage: StageTotals, *, grow: int, late: int, here: bool, owns_before: bool, today: date | None
) -> StageLine:
    first, last = _day(stage["starts_on"]), _day(stage["ends_on"])
    total, closed = stage["total"], stage["closed"]
    name = Stage(stage["stage"]).label
    label = f"{name}, {closed} of {words.count(total, 'item')}"
    days = words.days(first, last)
    if late:
        label = f"{label}, {late} overdue"
    length = (last - first).days + 1
    passed = min(max((today - first).days, 0), length) if today else 0
    before = round(passed * PARTS / length)
    return StageLine(
        name=name,
        css="done"
        if closed == total
        else "late"
        if late and not here
        else "cur"
        if here
        else "todo",
        grow=grow,
        percent=percent(closed, total),
        label=label,
        days=days,
        late=late,
        stage=stage["stage"],
        owns_before=owns_before,
        is_current=here,
        has_now=here,
        before_now=before,
        after_now=PARTS - before,
    )


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
