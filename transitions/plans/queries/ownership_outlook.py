"""When ownership is expected to move, by the forecast of what has to be closed before, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.models import Item
from checklists.runs.rules.forecast import Expected
from config.lib import words
from config.lib.workdays import ONE_DAY, WorkCalendar
from transitions.plans.models import Transition
from transitions.plans.queries.outlook import Outlook


@dataclass(frozen=True, slots=True)
class OwnershipOutlook:
    """The day on which ownership is expected to move, and the steps that lead there."""

    on: date
    days_late: int
    sentence: str
    steps: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def ownership_outlook(
    transition: Transition, found: Outlook | None, calendar: WorkCalendar, today: date
) -> OwnershipOutlook | None:
    """When to expect ownership to move: once all that its gate requires is closed, never before
    its day nor before today; one query, and None where nothing is expected or it has moved.
    """
    if found is None or transition.has_moved:
        return None
    needed = Item.objects.filter(checklist=transition.checklist_id, is_required=True, is_gate=True)
    titles = dict(needed.open().values_list("number", "title"))
    held = [one for one in found.expected if one.number in titles]
    days = [transition.owns_on, *(one.on for one in held)]
    if today > transition.owns_on:
        days.append(calendar.next_working(today))
    on = max(days)
    days_late = calendar.count(transition.owns_on + ONE_DAY, on)
    return OwnershipOutlook(
        on=on,
        days_late=days_late,
        sentence=_sentence(on, days_late, today),
        steps=(
            _requires(held, titles, today),
            words.sentence(f"The plan moves ownership on {_day(transition.owns_on, today)}"),
        ),
    )


def _sentence(on: date, days_late: int, today: date) -> str:
    if not days_late:
        return words.sentence(f"Ownership is expected on the planned day, {_day(on, today)}")
    late = words.count(days_late, "working day")
    return f"Ownership is expected on {_day(on, today)}, {late} after the plan."


def _requires(held: Sequence[Expected], titles: Mapping[str, str], today: date) -> str:
    last = max(held, key=lambda one: one.on, default=None)
    if last is None:
        return "Every item that ownership requires is closed."
    which = f"{last.number} {titles[last.number]}"
    return words.sentence(
        f"Ownership requires {words.count(len(held), 'open item')}, of which the last, {which}, "
        f"is expected on {_day(last.on, today)}"
        if len(held) > 1
        else f"Ownership requires one open item, {which}, expected on {_day(last.on, today)}"
    )


def _day(on: date, today: date) -> str:
    return words.day(on, today=today)
