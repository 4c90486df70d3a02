"""What every checklist is made from: the items of one template, placed by the product itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.people.models import Calendar
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.runs.rules.schedule import Frame
from config.lib.workdays import WorkCalendar
from transitions.plans.queries import planning
from transitions.plans.queries.planning import Question

TEMPLATE = "key-account"


@dataclass(frozen=True, slots=True)
class Placed:
    """The days of all items, by key, and of all phases, by number."""

    frame: Frame
    due: Mapping[str, date]
    phase_days: Mapping[int, tuple[date, date]]


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
            self.plans[starts_on] = Placed(frame, plan.due, plan.phase_days)
        return self.plans[starts_on]


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
