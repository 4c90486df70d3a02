"""What the forms of a draft offer, and how they begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checklists.library.choices import Anchor, Condition, ItemRole, Proof, Stage
from checklists.library.models import Template, TemplateItem, TemplatePhase

HEAD: Mapping[str, Any] = {"name": "", "summary": "", "days": 40, "ownership_day": 24}
"""A template usually takes eight weeks, and the account moves in the fifth."""


def phase_of(template: Template, phase_id: int) -> TemplatePhase | None:
    """A phase of this template, if it is there."""
    return template.phases.filter(pk=phase_id).first()


def item_of(template: Template, item_id: int) -> TemplateItem | None:
    """An item of this template with its phase, if it is there; two queries."""
    items = TemplateItem.objects.filter(phase__template=template, pk=item_id)
    return items.select_related("phase").prefetch_related("waits_for").first()


def phases_of(template: Template) -> list[tuple[str, str]]:
    """The phases of a template as a form offers them."""
    return [(str(phase.pk), f"{phase.number} {phase.name}") for phase in template.phases.all()]


def earlier(template: Template, item_id: int | None = None) -> list[tuple[str, str]]:
    """What an item can wait for, by key: all other items, in order; one query."""
    items = TemplateItem.objects.filter(phase__template=template).select_related("phase")
    others = items.exclude(pk=item_id) if item_id else items
    return [(item.key, f"{item.number} {item.title}") for item in others]


def first_phase_values(template: Template) -> dict[str, Any]:
    """How the form of a new phase begins: in the stage of the last one."""
    last = template.phases.order_by("-number").first()
    return {"name": "", "stage": last.stage if last else Stage.PREPARE, "summary": ""}


def first_item_values(phase: TemplatePhase) -> dict[str, Any]:
    """How the form of a new item begins: like the item that stands last before its place."""
    items = TemplateItem.objects.filter(
        phase__template=phase.template_id, phase__number__lte=phase.number
    )
    last = items.order_by("-phase__number", "-position").first()
    return {
        "title": "",
        "guidance": "",
        "role": last.role if last else ItemRole.OUTGOING,
        "anchor": last.anchor if last else Anchor.START,
        "offset": last.offset if last else 0,
        "is_required": True,
        "proof": Proof.NOTHING,
        "only_when": Condition.ALWAYS,
        "revenue_above": None,
        "waits_for": [],
    }


def phase_of_deleted(template: Template, item_id: int) -> TemplatePhase | None:
    """Where an item that somebody deleted from this draft could be added again; None where it was
    never there. The history knows all that was deleted; the draft itself may have no phase left.
    """
    changes = template.changes.exclude(removed=None).values_list("removed", flat=True)
    for removed in filter(None, changes):
        items = removed["items"] if removed["kind"] == "phase" else [removed]
        for item in items:
            if item["pk"] == item_id:
                return phase_of(template, item["phase"]) or template.phases.last()
    return None
