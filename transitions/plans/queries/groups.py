"""Rows of a checklist under headings: by phase, by person or by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.lib import words
from config.lib.shares import percent
from transitions.plans.models import Transition
from transitions.plans.queries.rows import Row

FOLDED = 3
"""From how many finished items on a phase that should have ended hides them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, with the progress of all that belong there."""

    key: str
    title: str
    rows: tuple[Row, ...]
    closed: int
    total: int
    overdue: int
    percent: int
    is_open: bool = True
    stage: str = ""
    mark: str = ""
    note: str = ""
    dates: str = ""
    css: str = ""
    finished: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Which rows to show, and how. `shown` holds ids; `forced` those that must be in sight."""

    shown: set[int]
    forced: set[int]
    by: str
    is_filtered: bool
    today: date
    unfold: str = ""


def grouped(rows: Sequence[Row], order: Order, transition: Transition) -> tuple[Group, ...]:
    """All groups that have something to show; no query."""
    groups = _phases(rows, order, transition) if order.by == "phase" else _others(rows, order)
    if order.unfold == "all":
        return tuple(_unfolded(group) for group in groups)
    if order.unfold == "none":
        return tuple(replace(group, is_open=_is_forced(group, order)) for group in groups)
    return groups


def _is_forced(group: Group, order: Order) -> bool:
    return any(row.pk in order.forced for row in (*group.rows, *group.finished))


def _others(rows: Sequence[Row], order: Order) -> tuple[Group, ...]:
    """By person or by week."""
    members: dict[str, list[Row]] = {}
    shown = [row for row in rows if row.pk in order.shown]
    key = _person if order.by == "person" else _week
    for row in sorted(shown, key=lambda row: row.due_on) if order.by == "week" else shown:
        members.setdefault(key(row), []).append(row)
    titles = list(members)
    if order.by == "person":
        titles.sort(key=lambda title: (title != "You", title))
    return tuple(
        _group(f"{order.by}-{place}", title, members[title])
        for place, title in enumerate(titles, start=1)
    )


def _person(row: Row) -> str:
    names = words.listing([face.label.split(",")[0] for face in row.faces])
    return "You" if row.who == "You" else names or "Nobody"


def _week(row: Row) -> str:
    return f"Week of {words.day(row.due_on - timedelta(days=row.due_on.weekday()))}"


def _group(key: str, title: str, rows: Sequence[Row]) -> Group:
    closed = sum(not row.is_open for row in rows)
    return Group(
        key=key,
        title=title,
        rows=tuple(rows),
        closed=closed,
        total=len(rows),
        overdue=sum(row.is_overdue for row in rows),
        percent=percent(closed, len(rows)),
    )


def _phases(rows: Sequence[Row], order: Order, transition: Transition) -> tuple[Group, ...]:
    by_phase: dict[int, list[Row]] = {}
    for row in rows:
        by_phase.setdefault(row.phase, []).append(row)
    current = _current(by_phase, order.today)
    leads = _leads_from(by_phase, transition)
    groups, stages = [], set()
    for number, members in by_phase.items():
        shown = tuple(row for row in members if row.pk in order.shown)
        stage = members[0].stage
        if shown:
            forced = order.is_filtered or any(row.pk in order.forced for row in shown)
            group = _phase(members, shown, order.today, is_current=number in current)
            groups.append(
                replace(
                    _unfolded(group) if forced else group,
                    stage="" if stage in stages else stage,
                    note=f"{transition.incoming.first_name} leads from here"
                    if number == leads
                    else "",
                )
            )
            stages.add(stage)
    return tuple(groups)


def _current(by_phase: Mapping[int, list[Row]], today: date) -> set[int]:
    """The phases that have begun and are not finished; the first unfinished one if none has."""
    unfinished = [number for number, rows in by_phase.items() if any(row.is_open for row in rows)]
    begun = {number for number in unfinished if by_phase[number][0].phase_starts_on <= today}
    return begun or set(unfinished[:1])


def _leads_from(by_phase: Mapping[int, list[Row]], transition: Transition) -> int:
    """The first phase that begins once the account belongs to the incoming KAM."""
    if transition.has_moved:
        return 0
    after = [n for n, rows in by_phase.items() if rows[0].phase_starts_on >= transition.owns_on]
    return min(after, default=0)


def _phase(
    members: Sequence[Row], shown: tuple[Row, ...], today: date, *, is_current: bool
) -> Group:
    first, last = members[0].phase_starts_on, members[0].phase_ends_on
    group = _group(f"phase-{members[0].phase}", members[0].phase_name, members)
    done, ended = group.closed == group.total, last < today
    finished = tuple(row for row in shown if not row.is_open) if ended and not done else ()
    if len(finished) < FOLDED:
        finished = ()
    return replace(
        group,
        rows=tuple(row for row in shown if row not in finished),
        finished=finished,
        mark=str(members[0].phase),
        dates=f"Until {words.short_day(last)}" if ended else words.days(first, last),
        css="done" if done else "cur" if is_current and not ended else "",
        is_open=is_current,
    )


def _unfolded(group: Group) -> Group:
    rows = sorted((*group.rows, *group.finished), key=lambda row: row.position)
    return replace(group, rows=tuple(rows), finished=(), is_open=True)
