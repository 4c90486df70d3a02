"""What follows a change of many items: totals, health, and one entry for each transition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from checklists.runs.models import Item
from checklists.runs.operations import many
from transitions.batches.choices import Action
from transitions.batches.queries.ground import Ground
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import health, log
from transitions.plans.operations.working import Who


@dataclass(frozen=True, slots=True)
class Told:
    """What the log says: a sentence for so many items, and more about some, by their ids."""

    sentence: Callable[[int], str]
    about: Mapping[int, str]
    notes: str = ""


def follow(action: str, items: Sequence[Item], ground: Ground, told: Told, who: Who) -> None:
    """Count the checklists of these items again, settle health, and write the log."""
    transitions = _transitions(items, ground)
    if action != Action.REMIND:
        checklists = [one.checklist for one in transitions if one.checklist]
        many.refresh(checklists, have_days_moved=action == Action.MOVE)
    kind = LogKind.DATES if action == Action.MOVE else LogKind.ITEM
    entries = []
    for transition in transitions:
        own = [item for item in items if item.checklist_id == transition.checklist_id]
        titles = ", ".join(f"“{item.title}”" for item in own)
        activity = f"{told.sentence(len(own))}: {titles}"
        notes = "\n".join(filter(None, [told.notes, *(told.about.get(item.pk) for item in own)]))
        entry = log.entry(transition, kind, activity, by=who.by, at=who.now, notes=notes)
        entry.item = own[0] if len(own) == 1 else None
        entries.append(entry)
    log.write_all(entries)
    if action != Action.REMIND:
        health.settle_all(transitions, now=who.now)


def _transitions(items: Sequence[Item], ground: Ground) -> list[Transition]:
    """The transitions of these items, each once, by id."""
    found = {item.checklist_id: ground.transition_of(item) for item in items}
    return sorted(found.values(), key=lambda transition: transition.pk)
