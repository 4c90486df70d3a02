"""Planning a thousand items, and F13: rows into PostgreSQL by COPY."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace
from datetime import date, timedelta

from django.db import connection

from checklists.library.choices import Anchor, ItemRole
from checklists.runs.rules.schedule import Frame, Task, place
from checklists.runs.rules.schedule.terms import COMPRESS
from config.lib.workdays import Span, WorkCalendar
from tests.benchmarks.results import Row

ITEMS = 1000
LINES = 100_000


def planning(rounds: int) -> list[Row]:
    """A schedule of a thousand items, each third of which waits for the one before; then the same
    in the middle of it, with two people who are often away and what does not fit pressed in.
    """
    row, again = Row("planning 1,000 items"), Row("re-planning 1,000 items")
    calendar, start = WorkCalendar("AT"), date(2026, 11, 2)
    frame = Frame(start, calendar.add(start, 150), calendar.add(start, 200))
    tasks = [
        Task(
            key=f"item-{number}",
            anchor=Anchor.START,
            offset=number % 190,
            role=ItemRole.OUTGOING,
            waits_for=(f"item-{number - 1}",) if number % 3 == 2 else (),
        )
        for number in range(ITEMS)
    ]
    for _ in range(rounds):
        began = time.perf_counter()
        place(tasks, frame, calendar, nominal_days=200, absences={}, names={})
        row.values.append((time.perf_counter() - began) * 1000)
        again.values.append(_replanning(tasks, frame, calendar))
    return [row, again]


def _replanning(tasks: list[Task], frame: Frame, calendar: WorkCalendar) -> float:
    """Milliseconds of planning them again after sixty days."""
    people = ("tomas", "priya")
    chosen = [
        replace(task, people=people, choice=COMPRESS if number % 5 == 0 else "")
        for number, task in enumerate(tasks)
    ]
    first = (frame.starts_on + timedelta(days=20 * number) for number in range(12))
    leave = [Span(day, day + timedelta(days=7), "Annual leave") for day in first]
    began = time.perf_counter()
    place(
        chosen,
        frame,
        calendar,
        nominal_days=200,
        absences=dict.fromkeys(people, leave),
        names={"tomas": "Tomas Eriksen", "priya": "Priya Raman"},
        not_before=frame.starts_on + timedelta(days=60),
    )
    return (time.perf_counter() - began) * 1000


def copying(rounds: int) -> list[Row]:
    """F13: parse and check a hundred thousand lines, and COPY them into a table."""
    row = Row("F13 parse, check, COPY 100,000 rows", unit="rows/s", more_is_better=True)
    text = "\n".join(
        f"Account {number},owner{number % 99}@example.com,{number * 10},EUR,AT,2020-01-31"
        for number in range(LINES)
    )
    for _ in range(rounds):
        began = time.perf_counter()
        _copy(text)
        row.values.append(LINES / (time.perf_counter() - began))
    return [row]


def _copy(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_rows (name text PRIMARY KEY, owner text, revenue "
            "numeric, currency text, country text, since date, until date)"
        )
        with cursor.copy("COPY bench_rows FROM STDIN") as stream:
            for name, owner, revenue, currency, country, since in csv.reader(io.StringIO(text)):
                on = date.fromisoformat(since)
                if "@" not in owner or len(currency) != 3 or not name:
                    raise ValueError(name)
                stream.write_row(
                    (name, owner, int(revenue), currency, country, on, on + timedelta(days=1))
                )
        cursor.execute("DROP TABLE bench_rows")
