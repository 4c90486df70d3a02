"""The page “My work”: what to do in buckets of time, what waits, what is finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q

from checklists.library.choices import Stage
from checklists.runs.models import ItemQuerySet
from config.lib import words
from config.lib.workdays import sunday_of
from transitions.plans.queries.rows import links_of
from transitions.plans.queries.work import FIELDS, Asked, Desk, Place, WorkRow, places_of, work_rows

SHOWN_LATER = 10
"""How many later items are shown before somebody asks for all."""
SHOWN_OWED = 5
ORDER = ("due_on", "checklist", "phase__number", "position")


@dataclass(frozen=True, slots=True)
class Bucket:
    """Items that are due in one stretch of time."""

    key: str
    title: str
    note: str
    count: int
    rows: tuple[WorkRow, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is, in every stretch of time and on every tab."""

    open: int
    blocked: int
    overdue: int
    today: int
    week: int
    later: int
    first_later: date | None
    last_later: date | None
    owed: int
    finished: int

    @property
    def waiting(self) -> int:
        return self.blocked + self.owed


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Everything on “My work” but the finished items.

    `totals` counts all work of a person, `found` what the filter leaves.
    """

    desk: Desk
    totals: Totals
    found: Totals
    sentence: str
    buckets: tuple[Bucket, ...]
    owed: tuple[WorkRow, ...]
    following: WorkRow | None
    accounts: tuple[tuple[int, str], ...]
    stages: tuple[tuple[str, str], ...]

    @property
    def places(self) -> list[Place]:
        return list(self.desk.places.values())

    @property
    def shown(self) -> set[int]:
        return {line.row.pk for bucket in self.buckets for line in bucket.rows}


def work_page(desk: Desk, asked: Asked, *, tab: str = "todo") -> WorkPage:
    """My work; six queries on any tab, whatever there is to do, three more with a filter."""
    counted = totals(desk, asked)
    everything = totals(desk, Asked()) if asked.is_filtered else counted
    mine = asked.narrow(desk.mine())
    if tab == "waiting":
        soon, later = list(mine.filter(blockers__gt=0).order_by(*ORDER).values(*FIELDS)), []
    else:
        last = sunday_of(desk.today)
        soon = list(mine.filter(due_on__lte=last).order_by(*ORDER).values(*FIELDS))
        rest = mine.filter(due_on__gt=last).order_by(*ORDER).values(*FIELDS)
        later = list(rest if asked.all_later else rest[:SHOWN_LATER])
    owed_items = asked.narrow(desk.owed()).order_by(*ORDER).values(*FIELDS)
    owed = list(owed_items[: 50 if tab == "waiting" else SHOWN_OWED])
    values = [*soon, *later, *owed]
    lines = work_rows(desk, values, links_of(item["pk"] for item in values))
    mine_lines = lines[: len(soon) + len(later)]
    buckets = (
        _waiting(mine_lines) if tab == "waiting" else _buckets(mine_lines, counted, desk.today)
    )
    later_lines = lines[len(soon) : len(soon) + len(later)]
    return WorkPage(
        desk=desk,
        totals=everything,
        found=counted,
        sentence=_sentence(everything),
        buckets=buckets,
        owed=tuple(lines[len(soon) + len(later) :]),
        following=later_lines[0] if later_lines else None,
        accounts=tuple(
            sorted({(p.account_id, p.account) for p in desk.places.values()}, key=lambda a: a[1])
        ),
        stages=tuple(Stage.choices),
    )


def totals(desk: Desk, asked: Asked) -> Totals:
    """How much there is; three queries."""
    today, last = desk.today, sunday_of(desk.today)
    later = Q(due_on__gt=last)
    found: Mapping[str, Any] = asked.narrow(desk.mine()).aggregate(
        open=Count("pk"),
        blocked=Count("pk", filter=Q(blockers__gt=0)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
        today=Count("pk", filter=Q(due_on=today)),
        week=Count("pk", filter=Q(due_on__gt=today, due_on__lte=last)),
        later=Count("pk", filter=later),
        first_later=Min("due_on", filter=later),
        last_later=Max("due_on", filter=later),
    )
    owed, finished = asked.narrow(desk.owed()), asked.narrow(desk.finished())
    return Totals(**found, owed=owed.count(), finished=finished.count())


def finished(desk: Desk, asked: Asked, number: str | None) -> tuple[Page[Any], list[WorkRow]]:
    """A page of what this person closed, the latest first; three queries."""
    items: ItemQuerySet = asked.narrow(desk.finished()).order_by("-closed_at", "-pk")
    page = Paginator(items.values(*FIELDS), 50).get_page(number)
    values = list(page.object_list)
    known = places_of({item["checklist"] for item in values}, desk.user, desk.today)
    seen = Desk(desk.user, desk.today, desk.now, known)
    return page, work_rows(seen, values, [])


def bucket_of(due_on: date, today: date) -> str:
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    return "week" if due_on <= sunday_of(today) else "later"


def _buckets(lines: list[WorkRow], counted: Totals, today: date) -> tuple[Bucket, ...]:
    last = sunday_of(today)
    span = ""
    if counted.first_later and counted.last_later:
        span = words.days(counted.first_later, counted.last_later)
    wanted = [
        ("overdue", "Overdue", "", counted.overdue),
        ("today", "Today", words.day(today), counted.today),
        ("week", "This week", f"until {words.day(last - timedelta(days=2))}", counted.week),
        ("later", "Later", span, counted.later),
    ]
    members: dict[str, list[WorkRow]] = {}
    for line in lines:
        members.setdefault(bucket_of(line.row.due_on, today), []).append(line)
    return tuple(
        Bucket(key, title, note, count, tuple(members[key]), more=count - len(members[key]))
        for key, title, note, count in wanted
        if key in members
    )


def _waiting(lines: list[WorkRow]) -> tuple[Bucket, ...]:
    if not lines:
        return ()
    return (Bucket("blocked", "Blocked", "yours, waiting for others", len(lines), tuple(lines)),)


def _sentence(counted: Totals) -> str:
    """What matters most about the work ahead, in one or two short sentences."""
    if not counted.open:
        return "Nothing is waiting for you."
    now = [f"{counted.overdue} overdue"] if counted.overdue else []
    if counted.today:
        now.append(f"{counted.today} due today")
    first = f"{', '.join(now)}." if now else "Nothing is due today."
    if counted.week > 5:
        return f"{first} {counted.week} more this week."
    if counted.week:
        return f"{first} After that the week is light: {counted.week} more."
    return f"{first} Nothing more this week."
