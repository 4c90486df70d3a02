"""The page “My work”: what to do in buckets of time, what waits, what is finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value

from accounts.people.models import User
from accounts.people.queries.seeing import KeptForReader
from checklists.library.choices import Stage
from checklists.runs.models import ItemQuerySet
from config.lib import words
from config.lib.kept import KeptValues
from config.lib.workdays import sunday_of
from transitions.plans.queries.links import links_of
from transitions.plans.queries.work import (
    FIELDS,
    Asked,
    Desk,
    Place,
    WorkRow,
    finished_by,
    items_of,
    open_items,
    places_of,
    work_rows,
)

SHOWN_LATER = 10
"""How many later items are shown before somebody asks for all."""
SHOWN_OWED = 5
SHOWN_WAITING = 50
"""How many items of others are shown beside the page, and on the tab of their own."""
ORDER = ("due_on", "checklist", "phase__number", "position")


@dataclass(frozen=True, slots=True)
class Brief:
    """An open item as far as it is counted and put in its place."""

    pk: int
    due_on: date
    is_blocked: bool
    is_mine: bool


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
    """My work; four queries on any tab, whatever there is to do, two more with a filter."""
    found = _open(desk, asked)
    everything = counted = _totals(desk, found, finished=_number_finished(desk))
    if asked.is_filtered:
        everything = _totals(desk, _open(desk, Asked()), finished=counted.finished)
        counted = replace(counted, finished=asked.narrow(desk.finished()).count())
    last = sunday_of(desk.today)
    if tab == "waiting":
        soon, later = [one.pk for one in found if one.is_mine and one.is_blocked], []
    else:
        soon = [one.pk for one in found if one.is_mine and one.due_on <= last]
        later = [one.pk for one in found if one.is_mine and one.due_on > last]
        later = later if asked.all_later else later[:SHOWN_LATER]
    owed = [one.pk for one in found if not one.is_mine]
    owed = owed[: SHOWN_WAITING if tab == "waiting" else SHOWN_OWED]
    lines = _lines(desk, [*soon, *later, *owed])
    mine = [lines[pk] for pk in (*soon, *later) if pk in lines]
    return WorkPage(
        desk=desk,
        totals=everything,
        found=counted,
        sentence=_sentence(everything),
        buckets=_waiting(mine) if tab == "waiting" else _buckets(mine, counted, desk.today),
        owed=tuple(lines[pk] for pk in owed if pk in lines),
        following=next((lines[pk] for pk in later if pk in lines), None),
        accounts=tuple(
            sorted({(p.account_id, p.account) for p in desk.places.values()}, key=lambda a: a[1])
        ),
        stages=tuple(Stage.choices),
    )


def _briefly(items: ItemQuerySet) -> QuerySet[Any, Any]:
    found = items.order_by(*ORDER)
    return found.values_list("pk", "due_on", "blockers", "assignee", "helper")


OPEN = KeptValues(lambda *desk: _briefly(open_items(*desk)))


def _open(desk: Desk, asked: Asked) -> list[Brief]:
    """What there is to do and what others owe, in its order, to be counted; one query."""
    found: Iterable[tuple[Any, ...]] = (
        _briefly(asked.narrow(desk.open()))
        if asked.is_filtered
        else OPEN.rows(desk.user.pk, desk.active, desk.today)
    )
    return [
        Brief(pk, due_on, blockers > 0, desk.user.pk in people)
        for pk, due_on, blockers, *people in found
    ]


def _totals(desk: Desk, found: Sequence[Brief], *, finished: int) -> Totals:
    mine = [one for one in found if one.is_mine]
    due = Counter(bucket_of(one.due_on, desk.today) for one in mine)
    later = [one.due_on for one in mine if one.due_on > sunday_of(desk.today)]
    return Totals(
        open=len(mine),
        blocked=sum(one.is_blocked for one in mine),
        overdue=due["overdue"],
        today=due["today"],
        week=due["week"],
        later=due["later"],
        first_later=min(later, default=None),
        last_later=max(later, default=None),
        owed=len(found) - len(mine),
        finished=finished,
    )


def _finished(user: User) -> QuerySet[Any, Any]:
    """Counts what somebody has finished and still sees."""
    found = finished_by(user).order_by()
    return found.values(of_all=Value("")).values_list(Count("pk"))


FINISHED = KeptForReader(_finished)


def _number_finished(desk: Desk) -> int:
    """How much somebody has finished; one query."""
    return sum(number for (number,) in FINISHED.rows(desk.user))


def _lines(desk: Desk, item_ids: Sequence[int]) -> dict[int, WorkRow]:
    """Items of the transitions of a desk as lines, by id; two queries."""
    lines = work_rows(desk, items_of(item_ids), links_of(item_ids))
    return {line.row.pk: line for line in lines}


def finished(
    desk: Desk, asked: Asked, number: str | None, *, count: int
) -> tuple[Page[Any], list[WorkRow]]:
    """A page of what this person closed, the latest first, of so many; two queries."""
    items: ItemQuerySet = asked.narrow(desk.finished()).order_by("-closed_at", "-pk")
    pages = Paginator(items.values(*FIELDS), 50)
    pages.count = count
    page = pages.get_page(number)
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
