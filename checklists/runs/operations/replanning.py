"""The open items of a running checklist get other days, people or answers, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F

from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals

DAYS = ("due_on", "replanned_on", "is_gate")
CHOSEN = ("is_pinned", "anchor", "offset", "assignee", "helper")
SET_ASIDE = ("state", "closed_at", "closed_by", "skip_reason")


def replan(
    checklist: Checklist,
    *,
    placed: Sequence[Item],
    chosen: Sequence[Item],
    set_aside: Sequence[Item],
    begins: Mapping[int, date],
) -> Checklist:
    """Keep what a plan makes of the items of a checklist, and count it again.

    The first plan stays as it is. A constant number of queries, but for the batches in which a
    database takes many rows. The caller runs the transaction and holds the lock on the checklist.

    Args:
        checklist: the checklist.
        placed: items with another day, or that hold ownership back no longer, or now do.
        chosen: items that are unpinned, counted from another day, or somebody else's.
        set_aside: items that do not apply any more, with their reason.
        begins: from when the plan wants each phase, by its id.
    """
    Item.objects.bulk_update(placed, DAYS)
    Item.objects.bulk_update(chosen, CHOSEN)
    Item.objects.bulk_update(set_aside, SET_ASIDE)
    if set_aside:
        totals.count_blockers(Item.objects.filter(checklist=checklist, blockers__gt=0))
    phases = list(Phase.objects.filter(checklist=checklist, pk__in=begins))
    for phase in phases:
        phase.replanned_from = begins[phase.pk]
    Phase.objects.bulk_update(phases, ["replanned_from"])
    totals.refresh_days(checklist)
    Phase.objects.filter(checklist=checklist, pk__in=begins).update(replanned_until=F("ends_on"))
    return totals.refresh(checklist)
