"""The next weeks of many transitions, as bars and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from checklists.library.choices import Stage
from config.lib import words
from config.lib.charts import gantt
from config.lib.workdays import WorkCalendar
from transitions.plans.queries.listed import Row

WEEKS = 9
"""Last week and the next eight."""


@dataclass(frozen=True, slots=True)
class Line:
    """One transition of the timeline; `text` says what the bars show."""

    row: Row
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    drawing: SafeString
    lines: tuple[Line, ...]


def timeline(rows: Sequence[Row], calendar: WorkCalendar, today: date) -> Timeline:
    """Draw transitions from last week on; no query. The calendar shades the days off."""
    start = today - timedelta(days=today.weekday() + 7)
    days = [start + timedelta(days=number) for number in range(WEEKS * 7)]
    off = [day for day in days if not calendar.is_working(day)]
    frame = gantt.Frame(start, WEEKS, today, off)
    span = words.sentence(f"From {words.short_day(days[0])} to {words.short_day(days[-1])}")
    chart = gantt.Chart(
        [_lane(row, today, frame.end) for row in rows],
        frame,
        title=f"Timeline of {words.count(len(rows), 'transition')}",
        description=f"{span} The list before it says the same in words.",
    )
    lines = tuple(Line(row, _words(row, today)) for row in rows)
    return Timeline(gantt.draw(chart, gantt.PAGE), lines)


def _lane(row: Row, today: date, end: date) -> gantt.Row:
    bars = _bars(row)
    aside = ""
    if bars and bars[-1].last < today:
        aside = f"Was to end on {words.day(row.ends_on, today=today)}"
    elif bars and bars[0].first >= end:
        aside = f"Starts on {words.day(bars[0].first, today=today)}"
    return gantt.Row(bars, row.owns_on, aside=aside)


def _bars(row: Row) -> list[gantt.Bar]:
    """A bar per stage: finished, the one that is worked on, and those to come."""
    bars, is_current_found = [], False
    for stage in row.stages:
        kind = gantt.Kind.DONE
        if stage["closed"] < stage["total"]:
            kind = gantt.Kind.PLANNED if is_current_found else gantt.Kind.NOW
            is_current_found = True
        first, last = date.fromisoformat(stage["starts_on"]), date.fromisoformat(stage["ends_on"])
        bars.append(gantt.Bar(str(Stage(stage["stage"]).label), first, last, kind))
    return bars


def _words(row: Row, today: date) -> str:
    now = gantt.Kind.NOW
    stages = [
        f"{bar.label} {words.days(bar.first, bar.last)}{' now' if bar.kind is now else ''}"
        for bar in _bars(row)
        if bar.kind is not gantt.Kind.DONE
    ]
    moved = "Ownership moved" if row.has_moved else "Ownership moves"
    ownership = words.sentence(f"{moved} on {words.day(row.owns_on, today=today)}")
    return f"{', '.join(stages)}. {ownership}" if stages else ownership
