"""What somebody wants of a new plan: its frame, who is away, what to do where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from accounts.people.choices import AbsenceKind
from accounts.people.models import Calendar, User
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition
from transitions.replanning.choices import How


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which one of the people will be away; entered when the plan is accepted."""

    person: User
    kind: AbsenceKind
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Fix:
    """What to do about an item that does not fit; `person` gets it, `reason` is why it goes."""

    how: How
    person: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The frame that is wanted, and the choices; `fixes` by item, `for_all` for all others."""

    starts_on: date
    owns_on: date
    ends_on: date
    calendar: Calendar
    work_calendar: WorkCalendar
    counts_from: date | None = None
    away: tuple[Away, ...] = ()
    unpinned: frozenset[int] = frozenset()
    fixes: Mapping[int, Fix] = field(default_factory=dict)
    for_all: Fix | None = None

    def differs(self, transition: Transition) -> dict[str, tuple[object, object]]:
        """What of the frame changes: from what to what, by field."""
        names = ("starts_on", "counts_from", "owns_on", "ends_on", "calendar")
        pairs = {name: (getattr(transition, name), getattr(self, name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
