"""Who can no longer sign in, and still has open items that nobody else will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.people.models import User
from accounts.people.rules import Gone, gone
from checklists.runs.models import Item
from config.lib import words
from transitions.plans.models import TransitionQuerySet

MOST = 3
"""Notices at once; for whom most waits comes first."""


@dataclass(frozen=True, slots=True)
class Orphaned:
    """Somebody who was deactivated, and how many open items wait for them."""

    person_id: int
    name: str
    gone: Gone | None
    items: int

    @property
    def fact(self) -> str:
        return f"{self.name} {self.gone}."

    @property
    def sentence(self) -> str:
        verb = "waits" if self.items == 1 else "wait"
        return f"{words.count(self.items, 'open item')} {verb} for {self.name.split(' ')[0]}."

    @property
    def label(self) -> str:
        """What the link to exactly these items says."""
        return "See the item" if self.items == 1 else f"See the {self.items} items"


def orphaned(transitions: TransitionQuerySet, today: date) -> list[Orphaned]:
    """Whom open items of these active transitions wait for in vain; one query.

    Few are deactivated, so their items are found by who they are, and not by looking at all.
    """
    deactivated = User.objects.filter(is_active=False).order_by()
    items = Item.objects.open().filter(
        assignee__in=deactivated, checklist__transition__in=transitions.active().order_by()
    )
    found = (
        items.order_by()
        .values_list("assignee", "assignee__full_name", "assignee__last_day_on")
        .annotate(count=Count("pk"))
        .order_by("-count", "assignee__full_name")[:MOST]
    )
    return [
        Orphaned(pk, name, gone(is_active=False, last_day_on=last_day, today=today), count)
        for pk, name, last_day, count in found
    ]
