from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q

from checklists.library.choices import Anchor, Origin, TemplateState
from checklists.library.models import Template, TemplateItem
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
    def is_own(self) -> bool:
        return self.template.origin == Origin.OWN


def shelf(search: str = "") -> list[TemplateCard]:
    """The templates that are in use or being prepared, with what is in them; two queries."""
    shown = Template.objects.exclude(state=TemplateState.RETIRED)
    if search:
        shown = shown.filter(Q(name__icontains=search) | Q(summary__icontains=search))
    templates = list(shown)
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
