"""Who can no longer sign in, and still has open items that nobody else will do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from accounts.people.models import User
from accounts.people.rules import Gone, gone
from checklists.runs.models import Item
from config.lib import words
from transitions.plans.models import TransitionQuerySet


class Counted(NamedTuple):
    """What is read of somebody, once for items they do and once for those they help with."""

    pk: int
    name: str
    last_day_on: date | None
    items: int
    shared: int


@dataclass(frozen=True, slots=True)
class Orphaned:
    """Somebody who was deactivated, and how many open items wait for them; `shared` of these are
    to be done together with somebody else.
    """

    person_id: int
    name: str
    gone: Gone | None
    items: int
    shared: int

    @property
    def fact(self) -> str:
        return f"{self.name} {self.gone}."

    @property
    def sentence(self) -> str:
        verb = "waits" if self.items == 1 else "wait"
        waits = f"{words.count(self.items, 'open item')} {verb} for {self.name.split(' ')[0]}"
        if not self.shared:
            return f"{waits}."
        some = f"{self.shared} of them " if self.shared < self.items else ""
        return f"{waits}, {some}together with somebody else."

    @property
    def label(self) -> str:
        """What the link to exactly these items says."""
        return "See the item" if self.items == 1 else f"See the {self.items} items"


def orphaned(transitions: TransitionQuerySet, today: date) -> list[Orphaned]:
    """Whom open items of these active transitions wait for in vain; one query.

    For whom most waits comes first. Few are deactivated, so their items are found by who they
    are, and not by looking at all.
    """
    active = transitions.active().order_by()
    items = Item.objects.open().filter(checklist__transition__in=active).order_by()
    found = [Counted(*row) for row in _of(items, "assignee").union(_of(items, "helper"), all=True)]
    number, shared = Counter[int](), Counter[int]()
    for one in found:
        number[one.pk] += one.items
        shared[one.pk] += one.shared
    people = {one.pk: one for one in found}.values()
    return [
        Orphaned(
            one.pk,
            one.name,
            gone(is_active=False, last_day_on=one.last_day_on, today=today),
            number[one.pk],
            shared[one.pk],
        )
        for one in sorted(people, key=lambda one: (-number[one.pk], one.name))
    ]


def _of(items: QuerySet[Item], side: str) -> QuerySet[Item, tuple[Any, ...]]:
    """Counts the items of everybody deactivated who does them, or helps with them."""
    deactivated = User.objects.filter(is_active=False).order_by()
    named = items.filter(**{f"{side}__in": deactivated}).values_list(
        side, f"{side}__full_name", f"{side}__last_day_on"
    )
    # An item with a helper is one that two people do together.
    return named.annotate(items=Count("pk"), shared=Count("helper"))
