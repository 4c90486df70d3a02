"""Open items with the people who do them, in light rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.reminders.rules.who import Who

FIELDS = (
    "pk",
    "title",
    "due_on",
    "checklist_id",
    "assignee_id",
    "assignee__full_name",
    "assignee__email",
    "helper_id",
    "helper__full_name",
    "helper__email",
)


@dataclass(frozen=True, slots=True)
class Line:
    """An open item with the people who do it."""

    pk: int
    title: str
    due_on: date
    checklist_id: int
    assignee: Who | None
    helper: Who | None

    @property
    def people(self) -> set[int]:
        return {who.pk for who in (self.assignee, self.helper) if who}

    def others(self, pk: int) -> tuple[Who, ...]:
        """Who does it besides one person, whoever has the item before whoever helps."""
        return tuple(who for who in (self.assignee, self.helper) if who and who.pk != pk)


def around(ids: Sequence[int], *, until: date, today: date) -> list[tuple[Line, Line | None]]:
    """Open items that matter to people, by their days; one query.

    What they have to do until a day, and what is overdue on transitions that they hand over, take
    over or manage, stand alone. What waits for another item comes with that one, for each one
    again, where one of both is theirs, however late it is due.
    """
    rows = _links(ids).union(_alone(_own(ids, until)), _alone(_late_around(ids, today)), all=True)
    size = len(FIELDS)
    pairs = ((_line(row[:size]), _line(row[size:]) if row[size] else None) for row in rows)
    return sorted(pairs, key=_by_day)


def _by_day(pair: tuple[Line, Line | None]) -> tuple[date, int, date, int]:
    line, first = pair
    return (line.due_on, line.pk, *((first.due_on, first.pk) if first else (date.min, 0)))


def _own(ids: Sequence[int], until: date) -> QuerySet[Item]:
    return _open().filter(_of(ids), due_on__lte=until)


def _late_around(ids: Sequence[int], today: date) -> QuerySet[Item]:
    wanted = Q()
    for role in ("outgoing", "incoming", "manager"):
        wanted |= Q(**{f"checklist__transition__{role}__in": ids})
    return _open().filter(wanted, due_on__lt=today)


def _alone(items: QuerySet[Item]) -> QuerySet[Any, Any]:
    """Items with nothing where a link has its second one."""
    nothing = {f"first_{field}": Value(None, CharField()) for field in FIELDS}
    return items.order_by().annotate(**nothing).values_list(*FIELDS, *nothing)


def _links(ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Pairs of open items: the first waits for the second, and one of them is of these people."""
    pairs = Item.waits_for.through.objects.filter(
        _of(ids, "from_item__") | _of(ids, "to_item__"),
        from_item__state=ItemState.OPEN,
        to_item__state=ItemState.OPEN,
        from_item__checklist__transition__state=State.ACTIVE,
    )
    sides = [f"{side}__{field}" for side in ("from_item", "to_item") for field in FIELDS]
    return pairs.order_by().values_list(*sides)


def _open() -> QuerySet[Item]:
    return Item.objects.open().filter(checklist__transition__state=State.ACTIVE)


def _of(ids: Sequence[int], prefix: str = "") -> Q:
    return Q(**{f"{prefix}assignee__in": ids}) | Q(**{f"{prefix}helper__in": ids})


def _line(values: Sequence[Any]) -> Line:
    pk, title, due_on, checklist_id, *people = values
    assignee, helper = (
        Who(*who) if who[0] is not None else None for who in (people[:3], people[3:])
    )
    return Line(pk, title, due_on, checklist_id, assignee, helper)
