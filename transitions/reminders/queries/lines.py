"""Open items with the people who do them, in light rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.reminders.rules.agenda import Who

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


def own(ids: Sequence[int], *, until: date) -> list[Line]:
    """Items that these people have to do, alone or with somebody, until a day."""
    return _lines(_open().filter(_of(ids), due_on__lte=until))


def late_around(ids: Sequence[int], *, today: date) -> list[Line]:
    """Overdue items on transitions that these people hand over, take over or manage."""
    wanted = Q()
    for role in ("outgoing", "incoming", "manager"):
        wanted |= Q(**{f"checklist__transition__{role}__in": ids})
    return _lines(_open().filter(wanted, due_on__lt=today))


def links(ids: Sequence[int]) -> list[tuple[Line, Line]]:
    """Pairs of open items: the first waits for the second, and one of them is of these people."""
    rows = Item.waits_for.through.objects.filter(
        _of(ids, "from_item__") | _of(ids, "to_item__"),
        from_item__state=ItemState.OPEN,
        to_item__state=ItemState.OPEN,
        from_item__checklist__transition__state=State.ACTIVE,
    ).order_by("to_item__due_on", "from_item__due_on", "pk")
    names = [f"{side}__{field}" for side in ("from_item", "to_item") for field in FIELDS]
    return [
        (_line(values, "from_item__"), _line(values, "to_item__")) for values in rows.values(*names)
    ]


def _open() -> QuerySet[Item]:
    return Item.objects.open().filter(checklist__transition__state=State.ACTIVE)


def _of(ids: Sequence[int], prefix: str = "") -> Q:
    return Q(**{f"{prefix}assignee__in": ids}) | Q(**{f"{prefix}helper__in": ids})


def _lines(items: QuerySet[Item]) -> list[Line]:
    return [_line(values) for values in items.order_by("due_on", "pk").values(*FIELDS)]


def _line(values: dict[str, Any], prefix: str = "") -> Line:
    def who(role: str) -> Who | None:
        pk = values[f"{prefix}{role}_id"]
        if pk is None:
            return None
        name = values[f"{prefix}{role}__full_name"]
        return Who(pk, name, values[f"{prefix}{role}__email"])

    return Line(
        pk=values[f"{prefix}pk"],
        title=values[f"{prefix}title"],
        due_on=values[f"{prefix}due_on"],
        checklist_id=values[f"{prefix}checklist_id"],
        assignee=who("assignee"),
        helper=who("helper"),
    )
