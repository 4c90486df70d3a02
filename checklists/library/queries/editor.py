"""What the page shows on which a template is edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from checklists.library.choices import Anchor, Proof
from checklists.library.models import Template, TemplateChange, TemplateItem, TemplatePhase
from checklists.library.queries.stored import plan_of
from checklists.library.rules import conditions, when
from checklists.library.rules.order import Order, PhaseOrder, stamp
from checklists.library.rules.plan import nominal_day
from checklists.library.rules.soundness import Problem, problems


@dataclass(frozen=True, slots=True)
class Day:
    """Where an item lands at nominal length; working days are counted from 1."""

    pk: int
    number: int
    is_outside: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it is edited."""

    pk: int
    number: str
    title: str
    guidance: str
    role: str
    when: str
    day: Day
    is_required: bool
    proof: str
    condition: str
    waits_for: tuple[str, ...]
    is_first: bool
    is_last: bool

    @property
    def pk_text(self) -> str:
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase as it is edited."""

    pk: int
    number: int
    name: str
    summary: str
    stage: str
    items: tuple[ItemRow, ...]
    is_first: bool
    is_last: bool

    @property
    def pk_text(self) -> str:
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """What keeps a template from being published, and where that is mended: on this page, or on
    that of the gates; empty where it concerns the whole.
    """

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Editor:
    """A draft as it stands: phases, items, order, and what is still wrong."""

    phases: tuple[PhaseRow, ...]
    order: str
    problems: tuple[ProblemLine, ...]
    seen: int
    gate_count: int

    @property
    def item_count(self) -> int:
        return sum(len(phase.items) for phase in self.phases)


def editor(template: Template) -> Editor:
    """All that is edited, read at once so that it belongs together; four queries, and
    one more where gates ask for something.
    """
    items = TemplateItem.objects.order_by("position").prefetch_related("waits_for")
    phases = list(template.phases.order_by("number").prefetch_related(Prefetch("items", items)))
    called = {
        item.pk: f"{phase.number}.{item.position} {item.title}"
        for phase in phases
        for item in phase.items.all()
    }
    return Editor(
        phases=tuple(_phase(phase, template, called, len(phases)) for phase in phases),
        order=stamp(_order(phases)),
        problems=tuple(_lines(template, phases)),
        seen=latest_change(template),
        gate_count=template.condition_count,
    )


def latest_change(template: Template) -> int:
    """The number of the latest change of a template; 0 where nobody has changed it yet."""
    pks = TemplateChange.objects.filter(template=template).order_by("-pk")
    return pks.values_list("pk", flat=True).first() or 0


def days(template: Template, length: int, ownership_day: int) -> list[Day]:
    """Where all items would land with another length or day of ownership; one query."""
    items = TemplateItem.objects.filter(phase__template=template).order_by()
    return [_day(item, length, ownership_day) for item in items]


def _phase(
    phase: TemplatePhase, template: Template, called: dict[int, str], phase_count: int
) -> PhaseRow:
    """A phase with its items; items go on into the phase above or below, so that the very first
    and the very last of the template alone have nowhere to go.
    """
    items = phase.items.all()
    is_first, is_last = phase.number == 1, phase.number == phase_count
    return PhaseRow(
        pk=phase.pk,
        number=phase.number,
        name=phase.name,
        summary=phase.summary,
        stage=phase.get_stage_display(),
        items=tuple(
            ItemRow(
                pk=item.pk,
                number=f"{phase.number}.{item.position}",
                title=item.title,
                guidance=item.guidance,
                role=item.get_role_display(),
                when=when.in_words(item.anchor, item.offset),
                day=_day(item, template.days, template.ownership_day),
                is_required=item.is_required,
                proof="" if item.proof == Proof.NOTHING else item.get_proof_display(),
                condition=conditions.in_words(item.only_when, item.revenue_above),
                waits_for=tuple(called[one.pk] for one in item.waits_for.all()),
                is_first=is_first and item.position == 1,
                is_last=is_last and item.position == len(items),
            )
            for item in items
        ),
        is_first=is_first,
        is_last=is_last,
    )


def _day(item: TemplateItem, length: int, ownership_day: int) -> Day:
    day = nominal_day(Anchor(item.anchor), item.offset, length, ownership_day)
    return Day(item.pk, day + 1, not 0 <= day < length)


def _order(phases: Iterable[TemplatePhase]) -> Order:
    return tuple(
        PhaseOrder(phase.pk, tuple(item.pk for item in phase.items.all())) for phase in phases
    )


def _lines(template: Template, phases: Sequence[TemplatePhase]) -> Iterable[ProblemLine]:
    items = {item.key: item.pk for phase in phases for item in phase.items.all()}
    numbers = {phase.number: phase.pk for phase in phases}
    gates = reverse("template_gates", args=[template.pk])
    return [
        ProblemLine(one.sentence, gates if one.is_of_gate else _anchor(one, items, numbers))
        for one in problems(plan_of(template, phases))
    ]


def _anchor(problem: Problem, items: dict[str, int], phases: dict[int, int]) -> str:
    if problem.item:
        return f"#item-{items[problem.item]}"
    return f"#phase-{phases[problem.phase]}" if problem.phase else ""
