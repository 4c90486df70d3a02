"""What every checklist is made from: the items of one template, placed by the product itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.people.models import Calendar
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.runs.models import Item, Phase
from checklists.runs.rules.schedule import Frame
from config.lib.workdays import WorkCalendar
from transitions.plans.queries import planning
from transitions.plans.queries.planning import Question

TEMPLATE = "key-account"


@dataclass(frozen=True, slots=True)
class Placed:
    """The rows of a checklist that starts on a day, still without checklist and people.

    `items` are by the key of their template item, in its order; `in_turn` has these keys by day.
    """

    frame: Frame
    phases: tuple[Phase, ...]
    items: Mapping[int, Item]
    in_turn: tuple[int, ...]


@dataclass(slots=True)
class Schedules:
    """A template with all its rows in memory, and one plan for each first day."""

    template: Template
    calendar: Calendar
    workdays: WorkCalendar
    phases: list[TemplatePhase]
    sources: list[TemplateItem]
    waits: dict[int, list[int]]
    plans: dict[date, Placed]

    def plan(self, starts_on: date) -> Placed:
        """The plan of a transition that starts on a day."""
        if starts_on not in self.plans:
            owns_on = self.workdays.add(starts_on, self.template.ownership_day)
            ends_on = self.workdays.add(starts_on, self.template.days - 1)
            frame = Frame(starts_on, owns_on, ends_on)
            plan = planning.plan(Question(self.template, self.calendar, frame, {}))
            due, days = plan.due, plan.phase_days
            items = {source.pk: _item(source, due[source.key], owns_on) for source in self.sources}
            self.plans[starts_on] = Placed(
                frame,
                phases=tuple(_phase(phase, days[phase.number]) for phase in self.phases),
                items=items,
                in_turn=tuple(sorted(items, key=lambda pk: items[pk].due_on)),
            )
        return self.plans[starts_on]


def _phase(source: TemplatePhase, days: tuple[date, date]) -> Phase:
    first, last = days
    return Phase(
        number=source.number,
        name=source.name,
        stage=source.stage,
        starts_on=first,
        ends_on=last,
        planned_from=first,
        planned_until=last,
    )


def _item(source: TemplateItem, due_on: date, owns_on: date) -> Item:
    return Item(
        position=source.position,
        number=source.number,
        title=source.title,
        guidance=source.guidance,
        role=source.role,
        anchor=source.anchor,
        offset=source.offset,
        planned_on=due_on,
        due_on=due_on,
        is_required=source.is_required,
        is_gate=source.is_required and due_on <= owns_on,
        proof=source.proof,
    )


def load(calendar: Calendar) -> Schedules:
    """The usual template, as published."""
    template = Template.objects.published().get(key=TEMPLATE)
    sources = list(
        TemplateItem.objects.filter(phase__template=template)
        .select_related("phase")
        .prefetch_related("waits_for")
    )
    return Schedules(
        template=template,
        calendar=calendar,
        workdays=calendar.work_calendar(),
        phases=list(template.phases.all()),
        sources=sources,
        waits={source.pk: [other.pk for other in source.waits_for.all()] for source in sources},
        plans={},
    )
