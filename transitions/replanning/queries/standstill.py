"""How long a transition has stood still, and the days that make up for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from config.lib.workdays import WorkCalendar
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry, Transition
from transitions.replanning.choices import HELD, REPLANNED, RESUMED


@dataclass(frozen=True, slots=True)
class Standstill:
    """The last hold that no plan has made up for: from when to when, and its working days."""

    first: date
    last: date
    working_days: int

    def shifted(self, day: date, calendar: WorkCalendar) -> date:
        """A day as many working days later."""
        return calendar.add(day, self.working_days)


def standstill(transition: Transition, calendar: WorkCalendar, today: date) -> Standstill | None:
    """The last hold, unless a plan was made since or it was over at once; one query."""
    kinds = (LogKind.LIFECYCLE, LogKind.DATES)
    entries = LogEntry.objects.filter(transition=transition, kind__in=kinds).order_by("pk")
    held: date | None = None
    resumed: date | None = None
    for activity, happened_at in entries.values_list("activity", "happened_at"):
        if activity == HELD:
            held, resumed = localdate(happened_at), None
        elif activity == RESUMED:
            resumed = localdate(happened_at)
        elif activity.startswith(REPLANNED):
            held = resumed = None
    if held is None:
        return None
    until = resumed or today
    days = calendar.steps(held, calendar.next_working(until))
    return Standstill(held, until, days) if days > 0 else None
