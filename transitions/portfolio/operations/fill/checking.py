"""Whether what is stored is what the product would count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.forms.models import model_to_dict

from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.queries import standing


def drifted(transition_ids: Iterable[int], *, today: date) -> list[str]:
    """The transitions whose stored totals differ from recounted ones, and in what."""
    return [line for pk in transition_ids for line in _differences(pk, today)]


def _differences(transition_id: int, today: date) -> list[str]:
    """Count one transition again with the product's own code, compare, and leave it alone."""
    with transaction.atomic():
        found = _load(transition_id)
        if found.checklist_id is None:
            return []
        before = _stored(found)
        totals.count_blockers(Item.objects.filter(checklist=found.checklist_id))
        totals.refresh(totals.lock(found.checklist_id))
        again = _load(transition_id)
        after = _stored(again)
        if again.state == State.ACTIVE:
            after["health"] = str(standing.verdict(again, today).health)
        after |= _counted("notes", found) | _counted("attachments", found)
        transaction.set_rollback(True)
    return [
        f"transition {transition_id}, {name}: {before[name]} is stored, {value} is counted"
        for name, value in after.items()
        if before[name] != value
    ]


def _load(transition_id: int) -> Transition:
    loaded = Transition.objects.select_related(
        "account", "outgoing", "incoming", "checklist__next_item"
    )
    return loaded.get(pk=transition_id)


def _stored(transition: Transition) -> dict[str, Any]:
    """Everything that is stored about a checklist, by a name for people."""
    checklist = Checklist.objects.get(transition=transition)
    facts = {str(name): value for name, value in model_to_dict(checklist).items()}
    facts["health"] = str(transition.health)
    for phase in Phase.objects.filter(checklist=checklist):
        facts[f"phase {phase.number}"] = (phase.total, phase.closed)
    for item in Item.objects.filter(checklist=checklist):
        facts[f"blockers of item {item.pk}"] = item.blockers
        facts[f"notes of item {item.pk}"] = item.note_count
        facts[f"attachments of item {item.pk}"] = item.file_count
    return facts


def _counted(what: str, transition: Transition) -> dict[str, Any]:
    """How many notes or files each item really has."""
    items = Item.objects.filter(checklist=transition.checklist_id)
    counted = items.order_by().values_list("pk").annotate(Count(what))
    return {f"{what} of item {pk}": count for pk, count in counted}
