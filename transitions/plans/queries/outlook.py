"""When a transition will end at the pace so far, and how that was worked out, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.rules.forecast import ENOUGH_DAYS, Expected, Forecast, Work, forecast
from config.lib import words
from config.lib.workdays import ONE_DAY, WorkCalendar
from transitions.plans.models import Transition
from transitions.plans.queries.rows import Row


@dataclass(frozen=True, slots=True)
class Outlook:
    """The day on which an active transition is expected to end, and the steps that lead there."""

    ends_on: date
    days_late: int
    sentence: str
    steps: tuple[str, ...]
    expected: tuple[Expected, ...]

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def moved(self) -> tuple[Expected, ...]:
        """The open items that are expected later than they are due."""
        return tuple(one for one in self.expected if one.is_late)


def outlook(
    transition: Transition,
    rows: Mapping[int, Row],
    dependents: Mapping[int, Sequence[int]],
    calendar: WorkCalendar,
    today: date,
) -> Outlook | None:
    """What to expect of an active transition; no query, and None while nothing moves.

    None, too, where items wait for each other: then nobody can tell, and the page still opens.

    Args:
        transition: one that came from `header.load`.
        rows: all its items by id, in order.
        dependents: for each item those that wait for it, by id.
        calendar: the transition's, on which the expected days lie.
        today: the day in the reader's time zone.
    """
    if not transition.is_active or not rows:
        return None
    try:
        found = forecast(_works(rows, dependents), transition.starts_on, calendar, today)
    except ValueError:
        return None
    last = found.last
    ends_on = max(transition.ends_on, last.on if last else transition.ends_on)
    days_late = calendar.count(transition.ends_on + ONE_DAY, ends_on)
    return Outlook(
        ends_on=ends_on,
        days_late=days_late,
        sentence=_sentence(found, ends_on, days_late, today),
        steps=tuple(_steps(found, rows, transition, today)),
        expected=found.expected,
    )


def _works(rows: Mapping[int, Row], dependents: Mapping[int, Sequence[int]]) -> list[Work]:
    waits: dict[int, list[str]] = {}
    for pk, waiting in dependents.items():
        for other in waiting:
            waits.setdefault(other, []).append(rows[pk].number)
    return [
        Work(row.number, row.due_on, row.is_open, tuple(waits.get(row.pk, ())))
        for row in rows.values()
        if row.is_open or row.is_checked  # what was set aside says nothing about the pace
    ]


def _sentence(found: Forecast, ends_on: date, days_late: int, today: date) -> str:
    if found.last is None:
        return "Every item is closed. The forecast is the planned end."
    on = words.day(ends_on, today=today)
    if days_late:
        late = words.count(days_late, "working day")
        how = "At the pace so far it" if found.pace.is_behind else "With what is late now it"
        return f"{how} ends about {on}, {late} late."
    return words.sentence(f"The forecast is the planned end, {on}")


def _steps(
    found: Forecast, rows: Mapping[int, Row], transition: Transition, today: date
) -> list[str]:
    """How the day was worked out, a sentence for each step."""
    done = sum(row.is_checked for row in rows.values())
    aside = sum(not (row.is_open or row.is_checked) for row in rows.values())
    total = words.count(len(rows) - aside, "item")
    without = f", not counting {aside} set aside" if aside else ""
    items = f"{done} of {total} {'is' if done == 1 else 'are'} done{without}."
    return [
        f"{items} {_pace(found)}",
        *_held_up(found, today),
        *_last(found, rows, transition, today),
    ]


def _pace(found: Forecast) -> str:
    pace = found.pace
    if pace.passed < ENOUGH_DAYS:
        need = words.count(ENOUGH_DAYS, "working day")
        return f"It is too early to tell a pace: that takes {need}. Every item keeps its day."
    if not pace.covered:
        return (
            "Nothing that the plan wanted first is closed yet, so no pace can be told. Only what "
            "is late already counts."
        )
    covers = words.count(pace.covered, "working day")
    passed = f"{pace.passed} have passed" if pace.passed != 1 else "1 has passed"
    said = f"That covers {covers} of the plan, and {passed}: a pace of {pace.percent}%."
    if pace.is_behind:
        return f"{said} What is open takes that much longer, counted from the start."
    return f"{said} That is the plan or faster, so open items keep their days."


def _held_up(found: Forecast, today: date) -> list[str]:
    """Which items hold others up, the late ones by how late they are."""
    holding: dict[str, list[str]] = {}
    for one in found.expected:
        if one.held_by:
            holding.setdefault(one.held_by, []).append(one.number)
    if not holding:
        return []
    said = [f"{number} moves {words.listing(held)}" for number, held in holding.items()]
    return [f"What waits for a late item goes along: {'; '.join(said)}."]


def _last(
    found: Forecast, rows: Mapping[int, Row], transition: Transition, today: date
) -> list[str]:
    if found.last is None:
        return []
    title = next(row.title for row in rows.values() if row.number == found.last.number)
    on = words.day(found.last.on, today=today)
    ends = words.day(transition.ends_on, today=today)
    return [
        words.sentence(f"The last item, {found.last.number} {title}, is expected on {on}"),
        words.sentence(f"The plan ends on {ends}"),
    ]
