from __future__ import annotations

from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.rules.order import Order, PhaseOrder


def arrangement(template: Template) -> Order:
    """In which order the phases and items of a template stand; two queries."""
    items: dict[int, list[int]] = {}
    rows = TemplateItem.objects.filter(phase__template=template).order_by("position")
    for phase, item in rows.values_list("phase_id", "pk"):
        items.setdefault(phase, []).append(item)
    phases = TemplatePhase.objects.filter(template=template).order_by("number")
    return tuple(
        PhaseOrder(pk, tuple(items.get(pk, ()))) for pk in phases.values_list("pk", flat=True)
    )
