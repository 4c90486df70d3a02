"""The open items of a transition, or of somebody's work, to select among."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.queries.item_list import TRANSITION, Row, rows

OVERDUE, TODAY, LATER = "Overdue", "Today", "Later"


@dataclass(frozen=True, slots=True)
class Group:
    """Items below one heading."""

    title: str
    rows: list[Row]


def of_transition(transition: Transition) -> list[Group]:
    """The open items of a transition by phase, in the order of its checklist; two queries."""
    found = Item.objects.filter(checklist=transition.checklist_id).open()
    ordered = rows(found.order_by("phase__number", "position"))
    return [Group(phase, list(own)) for phase, own in groupby(ordered, key=lambda row: row.phase)]


def of_work(user: User, today: date) -> list[Group]:
    """What a person has to do on active transitions, what is due first on top; two queries."""
    found = Item.objects.of(user).open().filter(**{f"{TRANSITION}__state": State.ACTIVE})
    ordered = rows(found.order_by("due_on", "pk"))

    def when(row: Row) -> str:
        if row.due_on < today:
            return OVERDUE
        return TODAY if row.due_on == today else LATER

    return [Group(title, list(own)) for title, own in groupby(ordered, key=when)]
