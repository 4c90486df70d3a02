from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from checklists.library.choices import Anchor, Gate, ItemRole, Origin, Proof, TemplateState
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.queries.stages import StageSpan, spans
from checklists.library.queries.stored import is_edited, stored_gates, stored_plan
from checklists.library.rules import conditions, gates, when
from checklists.library.rules.plan import nominal_day
from checklists.library.rules.soundness import problems


@dataclass(frozen=True)
class Earlier:
    """An item that another one waits for."""

    number: str
    title: str


@dataclass(frozen=True)
class ItemLine:
    """An item as the preview shows it."""

    number: str
    title: str
    guidance: str
    role: str
    when: str
    is_required: bool
    proof: str
    only_when: str
    waits_for: tuple[Earlier, ...]


@dataclass(frozen=True)
class PhaseCard:
    """A phase as the preview shows it."""

    number: int
    name: str
    summary: str
    stage: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True)
class GateCard:
    """A gate as the preview shows it: what it asks for beside required items."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """Everything in a template, and how it adds up."""

    phases: tuple[PhaseCard, ...]
    stages: tuple[StageSpan, ...]
    ownership_at: float
    required_count: int
    by_role: tuple[tuple[str, int], ...]
    by_proof: tuple[tuple[str, int], ...]
    gates: tuple[GateCard, ...]
    is_edited: bool
    wrong: tuple[str, ...]


def preview(template: Template) -> Preview:
    """What a transition from this template would consist of; at most eight queries, and four more
    for a draft.
    """
    phases = list(TemplatePhase.objects.filter(template=template))
    items = list(TemplateItem.objects.filter(phase__template=template).select_related("phase"))
    waiting = waits_of(template, {item.pk: item for item in items})
    lines: dict[int, list[ItemLine]] = defaultdict(list)
    for item in items:
        lines[item.phase_id].append(line(item, waiting[item.pk]))
    roles, proofs = Counter(i.role for i in items), Counter(i.proof for i in items)
    days = [(item.phase.stage, day_of(item, template)) for item in items]
    return Preview(
        phases=tuple(
            PhaseCard(
                number=phase.number,
                name=phase.name,
                summary=phase.summary,
                stage=phase.get_stage_display(),
                items=tuple(lines[phase.pk]),
            )
            for phase in phases
        ),
        stages=spans(days, template.days),
        ownership_at=round(template.ownership_day * 100 / template.days, 2),
        required_count=sum(item.is_required for item in items),
        by_role=tuple((role.label, roles[role]) for role in ItemRole if roles[role]),
        by_proof=tuple((proof.label, proofs[proof]) for proof in Proof if proofs[proof]),
        gates=_gates(template, {phase.number: phase.name for phase in phases}),
        is_edited=template.origin == Origin.SHIPPED and is_edited(template),
        wrong=wrong(template),
    )


def wrong(template: Template) -> tuple[str, ...]:
    """Why a draft cannot be published as it stands, each in a sentence; other versions were."""
    if template.state != TemplateState.DRAFT:
        return ()
    return tuple(problem.sentence for problem in problems(stored_plan(template)))


def _gates(template: Template, names: dict[int, str]) -> tuple[GateCard, ...]:
    plans = gates.in_order(stored_gates(template))
    return tuple(
        GateCard(
            str(gate.label),
            tuple(gates.in_words(plan, names) for plan in plans if plan.gate == gate),
        )
        for gate in Gate
    )


def day_of(item: TemplateItem, template: Template) -> int:
    return nominal_day(Anchor(item.anchor), item.offset, template.days, template.ownership_day)


def waits_of(template: Template, items: dict[int, TemplateItem]) -> dict[int, list[TemplateItem]]:
    """For each item those it waits for, in order."""
    found: dict[int, list[TemplateItem]] = defaultdict(list)
    pairs = TemplateItem.waits_for.through.objects.filter(
        from_templateitem__phase__template=template
    ).values_list("from_templateitem_id", "to_templateitem_id")
    for waiting, earlier in sorted(pairs):
        found[waiting].append(items[earlier])
    return found


def line(item: TemplateItem, earlier: list[TemplateItem]) -> ItemLine:
    return ItemLine(
        number=item.number,
        title=item.title,
        guidance=item.guidance,
        role=item.get_role_display(),
        when=when.in_words(item.anchor, item.offset),
        is_required=item.is_required,
        proof="" if item.proof == Proof.NOTHING else item.get_proof_display(),
        only_when=conditions.in_words(item.only_when, item.revenue_above),
        waits_for=tuple(Earlier(other.number, other.title) for other in earlier),
    )
