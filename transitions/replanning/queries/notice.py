"""What of a running plan no longer fits, counted, for a page of the transition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from accounts.people.models import Absence
from checklists.runs.models import Item
from config.lib import words
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Notice:
    """How many open items fall on days when their people are away, or after the last day."""

    away: int
    beyond: int

    @property
    def sentences(self) -> str:
        said = []
        if self.away:
            falls, their = ("falls", "its") if self.away == 1 else ("fall", "their")
            items = words.count(self.away, "item")
            said.append(f"{items} {falls} on days when {their} people are away.")
        if self.beyond:
            is_due = "is due" if self.beyond == 1 else "are due"
            said.append(f"{words.count(self.beyond, 'item')} {is_due} after the last day.")
        return " ".join(said)


def notice(transition: Transition, today: date) -> Notice:
    """What does not fit from today on; one query."""
    days = Absence.objects.filter(
        starts_on__lte=OuterRef("due_on"), ends_on__gte=OuterRef("due_on")
    )
    ahead = Item.objects.filter(checklist=transition.checklist_id, due_on__gte=today).open()
    counted = ahead.annotate(
        meets_leave=Exists(days.filter(person=OuterRef("assignee")))
        | Exists(days.filter(person=OuterRef("helper")))
    ).aggregate(
        away=Count("pk", filter=Q(meets_leave=True)),
        beyond=Count("pk", filter=Q(due_on__gt=transition.ends_on)),
    )
    return Notice(counted["away"], counted["beyond"])
