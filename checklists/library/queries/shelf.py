from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.people.models import User
from checklists.library.choices import Anchor, Origin, TemplateState
from checklists.library.models import Template, TemplateItem, TemplateQuerySet
from checklists.library.queries.stages import StageSpan, spans
from checklists.library.rules.plan import nominal_day


@dataclass(frozen=True)
class TemplateCard:
    """A template as the shelf shows it."""

    template: Template
    phase_count: int
    required_count: int
    stages: tuple[StageSpan, ...]
    ownership_at: float

    @property
    def is_draft(self) -> bool:
        return self.template.state == TemplateState.DRAFT

    @property
    def is_retired(self) -> bool:
        return self.template.state == TemplateState.RETIRED

    @property
    def is_own(self) -> bool:
        return self.template.origin == Origin.OWN


def register(user: User) -> TemplateQuerySet:
    """The templates somebody may see, each with who edited it last."""
    return Template.objects.visible_to(user).select_related("edited_by")


def cards(templates: Sequence[Template]) -> list[TemplateCard]:
    """Templates with what is in them; one query."""
    days: dict[int, list[tuple[str, int]]] = defaultdict(list)
    phases: dict[int, set[int]] = defaultdict(set)
    required: Counter[int] = Counter()
    by_id = {template.pk: template for template in templates}
    rows = TemplateItem.objects.filter(phase__template__in=by_id).order_by()
    for key, stage, number, anchor, offset, is_required in rows.values_list(
        "phase__template_id", "phase__stage", "phase__number", "anchor", "offset", "is_required"
    ):
        template = by_id[key]
        day = nominal_day(Anchor(anchor), offset, template.days, template.ownership_day)
        days[key].append((stage, day))
        phases[key].add(number)
        required[key] += is_required
    return [
        TemplateCard(
            template=template,
            phase_count=len(phases[template.pk]),
            required_count=required[template.pk],
            stages=spans(days[template.pk], template.days),
            ownership_at=round(template.ownership_day * 100 / template.days, 2),
        )
        for template in templates
    ]
