"""Phases of a draft are added, changed and deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from checklists.library.models import TemplateChange, TemplateItem, TemplatePhase
from checklists.library.operations import gates, keeping
from checklists.library.operations.arranging import lay_out
from checklists.library.operations.holding import (
    AddedBefore,
    Who,
    added_before,
    hold_draft,
    note,
    phase_of,
    refuse_stale,
)
from checklists.library.queries import values as saved
from checklists.library.queries.arrangement import arrangement
from config.lib import words

LABELS = {"stage": "the stage", "summary": "what is true after it"}


@transaction.atomic
def add(template_id: int, values: Mapping[str, Any], who: Who) -> TemplatePhase:
    """Add a phase behind the others; the same form sent twice adds one.

    Raises:
        AddedBefore: the form was sent before, with other answers.
        CannotEdit: the template is no draft any more.
    """
    template = hold_draft(template_id)
    if before := added_before(who):
        phase = TemplatePhase.objects.filter(pk=before.made or 0).first()
        if phase is None or any(getattr(phase, name) != values[name] for name in values):
            raise AddedBefore(phase.name if phase else "A phase")
        return phase
    last = template.phases.order_by("-number").first()
    number = last.number + 1 if last else 1
    phase = TemplatePhase.objects.create(template=template, number=number, **values)
    said = f"Added phase {number} “{phase.name}”"
    note(template, said, who, made=phase.pk, request_key=who.request_key)
    return phase


@transaction.atomic
def change(
    template_id: int, phase_id: int, values: Mapping[str, Any], *, seen: str, who: Who
) -> TemplatePhase:
    """Change the name, the stage or the summary of a phase.

    Raises:
        CannotEdit: the template is no draft any more, or the phase is gone.
        ChangedMeanwhile: somebody else changed it.
    """
    template = hold_draft(template_id)
    phase = phase_of(template, phase_id)
    before = saved.of_phase(phase)
    refuse_stale(before, seen)
    changed = [name for name in values if values[name] != before[name]]
    if not changed:
        return phase
    for name in changed:
        setattr(phase, name, values[name])
    phase.save(update_fields=changed)
    said = f"Changed phase {phase.number} “{before['name']}”"
    labels = [LABELS.get(name, f"its name to “{phase.name}”") for name in changed]
    note(template, f"{said}: {words.listing(labels)}", who)
    return phase


@transaction.atomic
def remove(template_id: int, phase_id: int, who: Who) -> TemplateChange:
    """Delete a phase with its items; the change that is written can be undone.

    Raises:
        CannotEdit: the template is no draft any more, or the phase is gone.
    """
    template = hold_draft(template_id)
    phase = phase_of(template, phase_id)
    asked = gates.asked_of(template, phase.number)
    kept = keeping.of_phase(phase, asked)
    items = TemplateItem.objects.filter(phase=phase).count()
    phase.delete()
    lay_out(template, arrangement(template))
    inside = f" with {words.count(items, 'item')}" if items else ""
    said = f"Deleted phase {phase.number} “{phase.name}”{inside}"
    if asked:
        said += f"; {words.listing([f'“{one.gate.label}”' for one in asked])} asked for it"
    return note(template, said, who, removed=kept)
