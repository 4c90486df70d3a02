"""The stored totals of a checklist, refreshed in the transaction that changes an item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Expression, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from checklists.library.choices import Stage
from checklists.runs.choices import ItemState
from checklists.runs.models import Checklist, Item, ItemQuerySet, Phase
from checklists.runs.rules.schedule import around
from config.lib.kept import Kept, KeptSave, KeptUpdate


def refresh(checklist: Checklist) -> Checklist:
    """Count a checklist again and keep the result; four queries, whatever its size.

    The caller holds the lock on the checklist's row.
    """
    phases = list(counted(Phase.objects.filter(checklist=checklist)))
    Phase.objects.bulk_update(add_up(checklist, phases), ["total", "closed"])
    look_ahead(checklist)
    checklist.save()
    return checklist


def counted(phases: QuerySet[Phase]) -> QuerySet[Any]:
    """Phases with the numbers of their items, as the items stand now."""
    closed = ~Q(items__state=ItemState.OPEN)
    return phases.annotate(
        items_total=Count("items"),
        items_closed=Count("items", filter=closed),
        required=Count("items", filter=Q(items__is_required=True) & ~closed),
        gate=Count("items", filter=Q(items__is_gate=True) & ~closed),
    )


def add_up(checklist: Checklist, phases: Sequence[Any]) -> list[Phase]:
    """Write into a checklist and its phases what `counted` told; returns the phases that differ."""
    changed = []
    for phase in phases:
        numbers = (phase.items_total, phase.items_closed)
        if numbers != (phase.total, phase.closed):
            phase.total, phase.closed = numbers
            changed.append(phase)
    checklist.total = sum(phase.total for phase in phases)
    checklist.closed = sum(phase.closed for phase in phases)
    checklist.required_open = sum(phase.required for phase in phases)
    checklist.gate_open = sum(phase.gate for phase in phases)
    checklist.stages = stages_of(phases)
    return changed


def shift(item: Item, closed: int) -> None:
    """Bring the totals up to date after one item was closed (+1) or opened again (-1).

    Two queries, three where another item may be the first in line. The caller holds the lock on
    the checklist's row, has loaded it and the item's phase since, and has saved the item.
    """
    checklist, phase = item.checklist, item.phase
    phase.closed += closed
    PHASE.save(phase)
    checklist.closed += closed
    checklist.required_open -= closed * item.is_required
    checklist.gate_open -= closed * item.is_gate
    for stage in checklist.stages:
        if stage["stage"] == phase.stage:
            stage["closed"] += closed
    if _leads(item):
        look_ahead(checklist)
    COUNTED.save(checklist)


def _leads(item: Item) -> bool:
    """Whether an item that was closed or opened again may change which one is due first."""
    checklist = item.checklist
    if checklist.next_item_id is None or checklist.next_due_on is None:
        return True
    return item.pk == checklist.next_item_id or (
        item.is_open and item.due_on <= checklist.next_due_on
    )


PHASE = KeptSave(Phase, "closed")
COUNTED = KeptSave(
    Checklist, "closed", "required_open", "gate_open", "stages", "next_item", "next_due_on"
)
"""What a tick changes of a phase, and of a checklist."""


def _in_line(checklist: Expression) -> ItemQuerySet:
    """The open item of a checklist that is due first."""
    open_items = Item.objects.filter(checklist=checklist).open()
    return open_items.order_by("due_on", "phase__number", "position")[:1]


IN_LINE = Kept(_in_line)


def look_ahead(checklist: Checklist) -> None:
    """Find the open item that is due first; one query."""
    following = IN_LINE.get(checklist.pk)
    checklist.next_item = following
    checklist.next_due_on = following.due_on if following else None


def stages_of(phases: Sequence[Phase]) -> list[dict[str, object]]:
    """Phases summed up to stages, in order, the way a checklist stores them."""
    stages = []
    for stage in Stage.values:
        members = [phase for phase in phases if phase.stage == stage]
        if members:
            stages.append(
                {
                    "stage": stage,
                    "starts_on": min(phase.starts_on for phase in members).isoformat(),
                    "ends_on": max(phase.ends_on for phase in members).isoformat(),
                    "planned_from": min(phase.plan[0] for phase in members).isoformat(),
                    "planned_until": max(phase.plan[1] for phase in members).isoformat(),
                    "total": sum(phase.total for phase in members),
                    "closed": sum(phase.closed for phase in members),
                    **_agreed(members),
                }
            )
    return stages


def _agreed(members: Sequence[Phase]) -> dict[str, str]:
    """The days of a stage by the latest plan, where there has been another than the first."""
    if not any(phase.replanned_until for phase in members):
        return {}
    return {
        "agreed_from": min(phase.agreed[0] for phase in members).isoformat(),
        "agreed_until": max(phase.agreed[1] for phase in members).isoformat(),
    }


def refresh_days(checklist: Checklist) -> None:
    """Work out the days of each phase, after dates have moved: back and forth is no change.

    A phase begins as its latest plan says, or with an item that is due before; it ends with its
    last item.
    """
    phases = list(Phase.objects.filter(checklist=checklist))
    spread(phases, Item.objects.filter(checklist=checklist))
    Phase.objects.bulk_update(phases, DAYS)


DAYS = ["starts_on", "ends_on", "planned_from", "planned_until"]
"""What `spread` writes into a phase."""


def spread(phases: Sequence[Phase], items: ItemQuerySet) -> None:
    """Write into phases the days of these items; one query, and nothing is saved."""
    days = {
        row["phase"]: (row["first"], row["last"])
        for row in items.values("phase").annotate(first=Min("due_on"), last=Max("due_on"))
    }
    for phase in phases:
        phase.planned_from, phase.planned_until = planned_from, planned_until = phase.plan
        begins_on = phase.replanned_from or planned_from
        phase.starts_on, phase.ends_on = around(begins_on, days.get(phase.pk, [planned_until]))


def count_blockers(items: ItemQuerySet) -> None:
    """Count again how many open items each of these waits for; one query."""
    items.update(blockers=_still_open())


def count_blockers_behind(item: Item) -> None:
    """Count them again for the items that wait for one; one query."""
    BEHIND.run(item.pk)


def _still_open() -> Coalesce:
    """How many open items an item waits for."""
    links = Item.waits_for.through.objects.filter(from_item=OuterRef("pk")).order_by()
    still_open = links.filter(to_item__state=ItemState.OPEN).values("from_item")
    counted = still_open.annotate(count=Count("pk")).values("count")  # type: ignore[misc] # grouped
    return Coalesce(Subquery(counted), 0)


BEHIND = KeptUpdate(lambda item: (Item.objects.filter(waits_for=item), {"blockers": _still_open()}))


def lock(checklist_id: int) -> Checklist:
    """Lock a checklist, so that its items change one after the other."""
    return Checklist.objects.select_for_update().get(pk=checklist_id)


def lock_of(item_id: int) -> Checklist:
    """Lock the checklist of an item; an item never changes its checklist.

    Raises:
        Item.DoesNotExist: the item has vanished.
    """
    found = Checklist.objects.filter(pk__in=Item.objects.filter(pk=item_id).values("checklist"))
    try:
        return found.select_for_update().get()
    except Checklist.DoesNotExist as error:
        raise Item.DoesNotExist from error
