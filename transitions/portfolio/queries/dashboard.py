"""Everything the dashboard shows to one person, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts.people.models import User
from accounts.people.queries.calendars import usual_work_calendar
from transitions.plans.queries.listed import Row
from transitions.portfolio.queries import board, scope
from transitions.portfolio.queries import figures as key_figures
from transitions.portfolio.queries.figures import Figures
from transitions.portfolio.queries.leaving import leaving
from transitions.portfolio.queries.notices import Notice, notices
from transitions.portfolio.queries.orphaned import orphaned
from transitions.portfolio.queries.overdue import overdue, waiting
from transitions.portfolio.queries.recent import Day, recent
from transitions.portfolio.queries.running import Light
from transitions.portfolio.queries.scope import Scope
from transitions.portfolio.queries.tallies import trend
from transitions.portfolio.queries.timeline import Timeline, timeline
from transitions.portfolio.queries.workload import Workload, workload
from transitions.portfolio.rules import Standing, headline

ORDERS = {"health": "By health", "end": "By end date", "kam": "By KAM"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: which part, only what needs attention or all, in which order."""

    scope: Scope = field(default_factory=Scope)
    shows_all: bool = False
    order: str = "health"


@dataclass(frozen=True, slots=True)
class Dashboard:
    headline: str
    figures: Figures
    table: Sequence[Row]
    timeline: Timeline
    log: Sequence[Day]
    notices: Sequence[Notice]
    workload: Workload

    @property
    def is_empty(self) -> bool:
        """Whether nothing has ever been handed over here: no active transition, no log."""
        return not self.figures.active and not self.log


def dashboard(
    user: User, seen: Sequence[Light], asked: Asked, *, now: datetime, today: date
) -> Dashboard:
    """What a person sees of the transitions they see; a constant number of queries.

    Figures of transitions come from the light rows, others are sums of the database; more is read
    for what is shown only.
    """
    within = scope.narrowed(seen, asked.scope)
    transitions = scope.looked_up(user, asked.scope, within)
    accounts = scope.accounts_of(user, asked.scope)
    late = overdue(transitions, now=now, today=today)
    figures = key_figures.figures(within, accounts, late, trend(transitions, now), today)
    shown = board.shown(within, asked.order, today, all_=asked.shows_all)
    calendar = usual_work_calendar()
    return Dashboard(
        headline=headline(
            Standing(
                figures.tallies.off,
                figures.tallies.risk,
                figures.tallies.on,
                late.count,
                waiting(transitions, today),
            )
        ),
        figures=figures,
        table=shown.table,
        timeline=timeline(shown.timeline, calendar, today),
        log=recent(transitions, today),
        notices=notices(
            orphaned(transitions, today),
            leaving(scope.owned_in(user, asked.scope), calendar, today),
        ),
        workload=workload(user, asked.scope, seen, today),
    )
