"""The counts beside the entries of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Counts:
    open_items: int
    overdue_items: int
    transitions: int


def counts(user: User, today: date) -> Counts:
    """A person's open and overdue items, and the transitions they see; two queries."""
    mine = (
        Item.objects.of(user)
        .open()
        .filter(checklist__transition__state=State.ACTIVE)
        .aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    )
    running = Transition.objects.visible_to(user).running().count()
    return Counts(open_items=mine["all"], overdue_items=mine["late"], transitions=running)
