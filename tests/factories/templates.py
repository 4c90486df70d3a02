"""Checklist templates with a few items.

template = make_template(items=[
    piece("contacts"),
    piece("meeting", stage=Stage.INTRODUCE, role=ItemRole.BOTH, waits_for=["contacts"]),
])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from factory import declarations
from factory.django import DjangoModelFactory

from checklists.library.choices import Anchor, Condition, ItemRole, Proof, Stage, TemplateState
from checklists.library.models import Template, TemplateItem, TemplatePhase


@dataclass(frozen=True)
class Piece:
    """One item of a template to be: in which stage, whose, when, and what it waits for."""

    key: str
    stage: Stage = Stage.PREPARE
    role: ItemRole = ItemRole.OUTGOING
    anchor: Anchor = Anchor.START
    offset: int = 1
    is_required: bool = True
    proof: Proof = Proof.NOTHING
    title: str = ""
    only_when: Condition = Condition.ALWAYS
    revenue_above: int | None = None
    waits_for: Sequence[str] = field(default_factory=tuple)


def piece(key: str, **fields: Any) -> Piece:
    """An item of a template to be, by its key; the rest has sensible values."""
    return Piece(key, **fields)


FIVE = (
    piece("list-contacts", offset=2),
    piece("write-summary", stage=Stage.TRANSFER, offset=10, proof=Proof.NOTE),
    piece("meet-client", stage=Stage.INTRODUCE, role=ItemRole.BOTH, offset=18),
    piece(
        "first-call",
        stage=Stage.STABILISE,
        role=ItemRole.INCOMING,
        anchor=Anchor.OWNERSHIP,
        offset=3,
        waits_for=["meet-client"],
    ),
    piece("look-back", stage=Stage.CLOSE, role=ItemRole.MANAGER, anchor=Anchor.END, offset=-1),
)


class TemplateFactory(DjangoModelFactory[Template]):
    """A published template without phases; `make_template` gives it items."""

    class Meta:
        model = Template

    key = declarations.Sequence(lambda number: f"template-{number}")
    name = declarations.Sequence(lambda number: f"Key account transfer {number}")
    summary = "Five stages from the first list to the look back."
    days = 35
    ownership_day = 25
    state = TemplateState.PUBLISHED


def make_template(*, items: Sequence[Piece] = FIVE, **fields: Any) -> Template:
    """A published template with one phase for each stage of its items."""
    template = TemplateFactory.create(item_count=len(items), **fields)
    stages = [stage for stage in Stage if any(item.stage == stage for item in items)]
    rows: dict[str, TemplateItem] = {}
    for number, stage in enumerate(stages, start=1):
        phase = TemplatePhase.objects.create(
            template=template, number=number, name=stage.label, stage=stage
        )
        own = [item for item in items if item.stage == stage]
        for position, item in enumerate(own, start=1):
            rows[item.key] = _row(phase, position, item)
    for item in items:
        rows[item.key].waits_for.set(rows[key] for key in item.waits_for)
    return template


def _row(phase: TemplatePhase, position: int, item: Piece) -> TemplateItem:
    return TemplateItem.objects.create(
        phase=phase,
        position=position,
        key=item.key,
        title=item.title or item.key.replace("-", " ").capitalize(),
        guidance="What good looks like.",
        role=item.role,
        anchor=item.anchor,
        offset=item.offset,
        is_required=item.is_required,
        proof=item.proof,
        only_when=item.only_when,
        revenue_above=item.revenue_above,
    )
