from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from checklists.library.choices import (
    Anchor,
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Proof,
    Stage,
)
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.rules.plan import GatePlan, ItemPlan, PhasePlan, TemplatePlan


def is_edited(template: Template) -> bool:
    """Whether a template says something else than the file it was loaded from; a few queries."""
    return stored_plan(template).digest != template.digest


def stored_plan(template: Template) -> TemplatePlan:
    """What the rows of a template say, as its file would."""
    items = TemplateItem.objects.order_by("position").prefetch_related("waits_for")
    phases = template.phases.order_by("number").prefetch_related(Prefetch("items", items))
    return plan_of(template, phases)


def plan_of(template: Template, phases: Iterable[TemplatePhase]) -> TemplatePlan:
    """The same of phases that are read already, in order and with all that is in them."""
    return TemplatePlan(
        key=template.key,
        name=template.name,
        summary=template.summary,
        days=template.days,
        ownership_day=template.ownership_day,
        phases=tuple(phase_plan(phase) for phase in phases),
        gates=stored_gates(template),
    )


def stored_gates(template: Template) -> tuple[GatePlan, ...]:
    """What the gates of a template ask for, in order; one query, or none where they ask nothing."""
    if not template.condition_count:
        return ()
    return tuple(
        sorted(
            GatePlan(Gate(row.gate), GateCondition(row.condition), row.number)
            for row in template.gates.all()
        )
    )


def phase_plan(phase: TemplatePhase) -> PhasePlan:
    return PhasePlan(
        name=phase.name,
        stage=Stage(phase.stage),
        summary=phase.summary,
        items=tuple(item_plan(item) for item in phase.items.all()),
    )


def item_plan(item: TemplateItem) -> ItemPlan:
    return ItemPlan(
        key=item.key,
        title=item.title,
        guidance=item.guidance,
        role=ItemRole(item.role),
        anchor=Anchor(item.anchor),
        offset=item.offset,
        is_required=item.is_required,
        proof=Proof(item.proof),
        waits_for=tuple(sorted(earlier.key for earlier in item.waits_for.all())),
        only_when=Condition(item.only_when),
        revenue_above=item.revenue_above,
    )
