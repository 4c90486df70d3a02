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
class Mine:
    """What a person has to do."""

    open: int
    overdue: int


def mine(user: User, today: date) -> Mine:
    """A person's open and overdue items; one query."""
    counted = (
        Item.objects.of(user)
        .open()
        .filter(checklist__transition__state=State.ACTIVE)
        .aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    )
    return Mine(counted["all"], counted["late"])


def running(user: User) -> int:
    """How many running transitions a person sees; one query."""
    return Transition.objects.visible_to(user).running().count()
