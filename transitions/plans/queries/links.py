"""Which items wait for which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from config.lib import words
from config.lib.kept import KeptValues


@dataclass(frozen=True, slots=True)
class Link:
    """One item that waits for another: both by id, and of the other what a sentence needs."""

    waiting: int
    other: int
    number: str
    title: str
    due_on: date
    is_open: bool
    people: tuple[tuple[int, str], ...]

    def who(self, viewer: int) -> str:
        """Who does the other item, the reader first: “Sofia”, “you and Sofia”."""
        names = [name.split()[0] for pk, name in self.people if pk != viewer]
        is_mine = any(pk == viewer for pk, _ in self.people)
        return words.listing(["you", *names] if is_mine else names) or "somebody"


def _linking(**which: Any) -> QuerySet[Any, Any]:
    return Item.waits_for.through.objects.filter(**which).order_by("pk").values_list(
        "from_item", "to_item", "to_item__number", "to_item__title", "to_item__due_on",
        "to_item__state", "to_item__assignee", "to_item__assignee__full_name",
        "to_item__helper", "to_item__helper__full_name",
    )  # fmt: skip


LINKS = KeptValues(lambda checklist: _linking(from_item__checklist=checklist))
LINKS_OF = KeptValues(lambda items: _linking(from_item__in=items))


def links(checklist_id: int) -> list[Link]:
    """Which items of a checklist wait for which; one query."""
    return _links(LINKS.rows(checklist_id))


def links_of(item_ids: Iterable[int]) -> list[Link]:
    """What these items wait for; one query."""
    return _links(LINKS_OF.rows(list(item_ids)))


def unblocked_by(item_id: int) -> list[str]:
    """The numbers of the items that wait for this one; one query."""
    through = Item.waits_for.through.objects.filter(to_item=item_id).order_by("pk")
    return list(through.values_list("from_item__number", flat=True))


def _links(found: Iterable[tuple[Any, ...]]) -> list[Link]:
    return [
        Link(
            waiting, other, number, title, due_on, state == ItemState.OPEN,
            people=tuple((pk, name) for pk, name in (people[:2], people[2:]) if pk and name),
        )
        for waiting, other, number, title, due_on, state, *people in found
    ]  # fmt: skip
