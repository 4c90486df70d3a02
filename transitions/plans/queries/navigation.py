"""The counts beside the entries of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from accounts.people.models import User
from accounts.people.queries.seeing import KeptForReader
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person has to do."""

    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation counts: a person's items, and the running transitions they see with
    those of them that are on hold.
    """

    mine: Mine
    running: int
    on_hold: int


def counts(user: User, today: date) -> Counts:
    """All counts of the navigation; one query."""
    found = {key: many for key, *many in ALL_COUNTS.rows(user, today)}
    return Counts(Mine(*found.get("mine", (0, 0))), *found.get("running", (0, 0)))


def _all_counts(user: User, today: Any) -> QuerySet[Any, Any]:
    running = Transition.objects.visible_to(user).running()
    on_hold = Count("pk", filter=Q(state=State.ON_HOLD))
    counted = _counted(running, "running", of_these=on_hold)
    return _mine(user, today).union(counted, all=True)


ALL_COUNTS = KeptForReader(_all_counts)


def mine(user: User, today: date) -> Mine:
    """A person's open and overdue items; one query."""
    ((_, *found),) = _mine(user, today)
    return Mine(*found)


def _mine(user: User, today: date) -> QuerySet[Any, Any]:
    work = Item.objects.of(user).open().filter(checklist__transition__state=State.ACTIVE)
    return _counted(work, "mine", of_these=Count("pk", filter=Q(due_on__lt=today)))


def _counted(found: QuerySet[Any], key: str, *, of_these: Count) -> QuerySet[Any, Any]:
    """How many there are, and how many of these, as one row with a name of its own."""
    named = found.order_by().values(key=Value(key)).annotate(many=Count("pk"), some=of_these)
    row: QuerySet[Any, Any] = named.values_list("key", "many", "some")
    return row
