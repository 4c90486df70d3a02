"""What is still open: the required items that hold ownership back, and all before the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from checklists.runs.models import Item, ItemQuerySet
from config.lib import words
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Missing:
    """One required item that is still open, and who does it."""

    number: str
    title: str
    url: str
    people: str
    when: str
    is_overdue: bool


def gate(transition: Transition, today: date) -> tuple[Missing, ...]:
    """What must be closed before ownership moves, in the order in which it is due; one query."""
    return _missing(transition, _items(transition).filter(is_gate=True), today)


def still_open(transition: Transition, today: date) -> tuple[Missing, ...]:
    """All that nobody has closed yet, in the order in which it is due; one query."""
    return _missing(transition, _items(transition), today)


def _items(transition: Transition) -> ItemQuerySet:
    return Item.objects.filter(checklist=transition.checklist_id).open()


def _missing(transition: Transition, items: ItemQuerySet, today: date) -> tuple[Missing, ...]:
    address = reverse("transition", args=[transition.pk])
    in_order = items.order_by("due_on", "phase__number", "position")
    return tuple(
        Missing(
            number=item.number,
            title=item.title,
            url=f"{address}?item={item.pk}#item-{item.pk}",
            people=_people(item),
            when=words.lateness(item.due_on, today),
            is_overdue=item.due_on < today,
        )
        for item in in_order.select_related("assignee", "helper")
    )


def _people(item: Item) -> str:
    named = [person.full_name for person in (item.assignee, item.helper) if person]
    return words.listing(named) or "Nobody"
