"""What is done with many items at once, on any number of checklists; as many queries for all.

Callers have locked the checklists, and have decided which items it may be done with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals

COUNTED = ["total", "closed", "required_open", "gate_open", "stages", "next_item", "next_due_on"]
"""What `refresh` writes into a checklist."""
WRITTEN = ["assignee", "helper", "due_on", "is_pinned", "state", "closed_at", "closed_by"]
"""What `put_back` may write into an item, beside the reason for setting it aside."""


def close(item_ids: Collection[int], *, by: User, now: datetime) -> None:
    """Mark items done; two queries."""
    _close(item_ids, ItemState.DONE, by, now)


def skip(item_ids: Collection[int], reason: str, *, by: User, now: datetime) -> None:
    """Set items aside as not applicable, for one reason; two queries."""
    _close(item_ids, ItemState.SKIPPED, by, now, reason)


def _close(
    item_ids: Collection[int], state: ItemState, by: User, now: datetime, reason: str = ""
) -> None:
    Item.objects.filter(pk__in=item_ids).update(
        state=state, closed_by=by, closed_at=now, skip_reason=reason
    )
    free(item_ids)


def reassign(item_ids: Collection[int], person: User) -> None:
    """Give items to one person; whoever helped no longer does. One query."""
    Item.objects.filter(pk__in=item_ids).update(assignee=person, helper=None)


def move(items: Iterable[Item], days: Mapping[int, date]) -> None:
    """Give each item its own day, and pin it there; one query."""
    moved = [item for item in items if item.pk in days]
    for item in moved:
        item.due_on, item.is_pinned = days[item.pk], True
    Item.objects.bulk_update(moved, ["due_on", "is_pinned"])


def put_back(items: Sequence[Item]) -> None:
    """Save items into which a caller has written their former values; two queries."""
    Item.objects.bulk_update(items, [*WRITTEN, "skip_reason"])
    free([item.pk for item in items])


def free(item_ids: Collection[int]) -> None:
    """Count again what the items wait for that wait for these; one query."""
    totals.count_blockers(Item.objects.filter(waits_for__in=item_ids))


def refresh(checklists: Sequence[Checklist], *, have_days_moved: bool = False) -> None:
    """Count checklists again and keep the result; five queries for all, two more for days."""
    ids = [checklist.pk for checklist in checklists]
    by_checklist: dict[int, list[Phase]] = {pk: [] for pk in ids}
    phases = list(totals.counted(Phase.objects.filter(checklist__in=ids)))
    for phase in phases:
        by_checklist[phase.checklist_id].append(phase)
    fields = ["total", "closed"]
    if have_days_moved:
        totals.spread(phases, Item.objects.filter(checklist__in=ids))
        fields += totals.DAYS
    for checklist in checklists:
        totals.add_up(checklist, by_checklist[checklist.pk])
    Phase.objects.bulk_update(phases, fields)
    _look_ahead(checklists)
    Checklist.objects.bulk_update(checklists, COUNTED)


def _look_ahead(checklists: Sequence[Checklist]) -> None:
    """Find the open item of each that is due first; two queries."""
    in_line = Item.objects.filter(checklist=OuterRef("pk")).open()
    first = in_line.order_by("due_on", "phase__number", "position").values("pk")[:1]
    rows = Checklist.objects.filter(pk__in=[checklist.pk for checklist in checklists])
    found = dict(rows.values_list("pk", Subquery(first)))
    items = Item.objects.in_bulk([pk for pk in found.values() if pk])
    for checklist in checklists:
        following = items.get(found[checklist.pk] or 0)
        checklist.next_item = following
        checklist.next_due_on = following.due_on if following else None
