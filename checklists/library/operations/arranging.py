"""Phases and items of a draft are put into another order."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations import gates
from checklists.library.operations.holding import CannotEdit, Who, hold_draft, note
from checklists.library.queries.arrangement import arrangement
from checklists.library.rules.order import Move, Order, moved, stamp

APART = 10_000
"""Added to a number while another row may still have it; no template is that long."""


class OrderChanged(CannotEdit):
    """Somebody else moved, added or deleted something since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed the order meanwhile, so nothing was moved. "
            "This is how it stands now: move it again."
        )


@transaction.atomic
def move(template_id: int, wanted: Move, *, seen: str, who: Who) -> str:
    """Move a phase or an item, and say where it has landed; the numbers of all follow.

    Args:
        template_id: the draft.
        wanted: what is moved, and where.
        seen: the stamp of the order that the person saw.
        who: who moves it, and when.

    Raises:
        OrderChanged: the order is another one by now.
        CannotEdit: the template is no draft any more.
    """
    template = hold_draft(template_id)
    before = arrangement(template)
    if stamp(before) != seen:
        raise OrderChanged
    try:
        after = moved(before, wanted)
    except LookupError:
        raise OrderChanged from None
    if after == before:
        return "It stands there already."
    lay_out(template, after)
    said = _landed(wanted)
    note(template, said, who)
    return f"{said}."


def lay_out(template: Template, order: Order) -> None:
    """Number phases and items as they stand in an order; a constant few queries. Gates follow.

    No two rows may have the same number even for a moment, so all step aside first.
    """
    phases = TemplatePhase.objects.filter(template=template)
    items = TemplateItem.objects.filter(phase__template=template)
    before = dict(phases.values_list("pk", "number"))
    phases.update(number=F("number") + APART)
    items.update(position=F("position") + APART)
    TemplatePhase.objects.bulk_update(
        [TemplatePhase(pk=phase.pk, number=number) for number, phase in enumerate(order, 1)],
        ["number"],
    )
    TemplateItem.objects.bulk_update(
        [
            TemplateItem(pk=pk, phase_id=phase.pk, position=position)
            for phase in order
            for position, pk in enumerate(phase.items, 1)
        ],
        ["phase", "position"],
    )
    gates.follow(template, {before[phase.pk]: number for number, phase in enumerate(order, 1)})
    template.item_count = sum(len(phase.items) for phase in order)
    template.save(update_fields=["item_count"])


def _landed(wanted: Move) -> str:
    if wanted.is_phase:
        phase = TemplatePhase.objects.get(pk=wanted.pk)
        return f"Moved phase “{phase.name}” to place {phase.number}"
    item = TemplateItem.objects.select_related("phase").get(pk=wanted.pk)
    return f"Moved “{item.title}” to {item.number}, in {item.phase.name}"
