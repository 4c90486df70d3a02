"""The phases of a running checklist become those of a newer version of its template."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from checklists.runs.models import Checklist, Item, Phase
from transitions.replanning.queries.matching import Matched
from transitions.replanning.queries.versions import Moving

ASIDE = 1000
"""By how much numbers step aside while others take their place; far more than there are phases."""


def renumber(checklist: Checklist, every: Sequence[Matched]) -> None:
    """Give the phases the numbers and names of the newer version, and their items the numbers.

    So a gate on a phase of that version asks for the phase that is meant. A constant few queries.
    """
    changed = [one for one in every if one.changes]
    if not changed:
        return
    running = Phase.objects.filter(checklist=checklist)
    running.update(number=F("number") + ASIDE)
    for one in every:
        one.phase.number, one.phase.name, one.phase.stage = one.number, one.name, one.stage
    Phase.objects.bulk_update([one.phase for one in every], ["number", "name", "stage"])
    items = list(Item.objects.filter(checklist=checklist).select_related("phase"))
    for item in items:
        item.number = f"{item.phase.number}.{item.position}"
    Item.objects.bulk_update(items, ["number"])


def for_new(checklist: Checklist, found: Moving) -> dict[int, Phase]:
    """The running phases by those of the newer version, with what new items need beside them."""
    phases = {one.source.pk: one.phase for one in found.phases if one.source}
    for source in dict.fromkeys(one.source.phase for one in found.added):
        if source.pk in phases:
            continue
        days = [one.due_on for one in found.added if one.source.phase_id == source.pk]
        phases[source.pk] = Phase.objects.create(
            checklist=checklist,
            number=source.number,
            name=source.name,
            stage=source.stage,
            starts_on=min(days),
            ends_on=max(days),
            planned_from=min(days),
            planned_until=max(days),
        )
    return phases
