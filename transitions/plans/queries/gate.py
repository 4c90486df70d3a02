"""The required items that hold ownership back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from checklists.runs.models import Item
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
    address = reverse("transition", args=[transition.pk])
    items = (
        Item.objects.filter(checklist=transition.checklist_id, is_gate=True)
        .open()
        .select_related("assignee", "helper")
        .order_by("due_on", "phase__number", "position")
    )
    return tuple(
        Missing(
            number=item.number,
            title=item.title,
            url=f"{address}?item={item.pk}#item-{item.pk}",
            people=_people(item),
            when=words.lateness(item.due_on, today),
            is_overdue=item.due_on < today,
        )
        for item in items
    )


def _people(item: Item) -> str:
    named = [person.full_name for person in (item.assignee, item.helper) if person]
    return words.listing(named) or "Nobody"
