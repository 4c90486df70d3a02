"""The counts beside the entries of the navigation, and what a person has pinned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value

from accounts.people.models import User
from accounts.people.queries.seeing import KeptForReader
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.queries import pins
from transitions.plans.queries.pins import Pinned

PINS = "pin"
NOT_TOLD = tuple(Value("", CharField()) for _ in pins.TOLD[1:])
"""Where pins tell account, state and health, counts tell nothing."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person has to do."""

    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the navigation counts: a person's items, and the running transitions they see with
    those of them that are on hold. What they have pinned comes along.
    """

    mine: Mine
    running: int
    on_hold: int
    pinned: tuple[Pinned, ...] = ()


def counts(user: User, today: date) -> Counts:
    """All counts of the navigation, and the pins below it; one query."""
    rows = ALL_COUNTS.rows(user, today)
    found = {key: (many, some) for key, many, some, *_ in rows if key != PINS}
    return Counts(
        Mine(*found.get("mine", (0, 0))),
        *found.get("running", (0, 0)),
        pinned=pins.in_order((pk, *told) for key, pk, _, *told in rows if key == PINS),
    )


def _all_counts(user: User, today: Any) -> QuerySet[Any, Any]:
    running = Transition.objects.visible_to(user).running()
    on_hold = Count("pk", filter=Q(state=State.ON_HOLD))
    counted = _counted(running, "running", of_these=on_hold)
    pinned = pins.as_counts(user, PINS)
    return _mine(user, today).union(counted, pinned, all=True)


ALL_COUNTS = KeptForReader(_all_counts)


def mine(user: User, today: date) -> Mine:
    """A person's open and overdue items; one query."""
    ((_, many, some, *_),) = _mine(user, today)
    return Mine(many, some)


def _mine(user: User, today: date) -> QuerySet[Any, Any]:
    work = Item.objects.of(user).open().filter(checklist__transition__state=State.ACTIVE)
    return _counted(work, "mine", of_these=Count("pk", filter=Q(due_on__lt=today)))


def _counted(found: QuerySet[Any], key: str, *, of_these: Count) -> QuerySet[Any, Any]:
    """How many there are, and how many of these, as one row with a name of its own."""
    named = found.order_by().values(key=Value(key)).annotate(many=Count("pk"), some=of_these)
    row: QuerySet[Any, Any] = named.values_list("key", "many", "some", *NOT_TOLD)
    return row
