"""What somebody sees, as light rows: read once, then counted, ordered and named from there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.people.models import User
from accounts.people.queries.seeing import KeptForReader
from transitions.plans.choices import RUNNING_STATES, State
from transitions.plans.models import Transition, TransitionQuerySet

FIELDS = (
    *("pk", "state", "health", "ends_on", "owns_on", "ownership_moved_at"),
    *("outgoing", "outgoing__full_name", "outgoing__team", "incoming", "incoming__team"),
    *("account__name", "account__tier", "account__annual_revenue", "account__currency"),
    *("account__region", "account__line_of_business", "checklist__next_due_on"),
)


class Light(NamedTuple):
    """One transition, with what the figures and the orders of the dashboard need."""

    pk: int
    state: str
    health: str
    ends_on: date
    owns_on: date
    moved_at: datetime | None
    outgoing_id: int
    outgoing: str
    outgoing_team: int | None
    incoming_id: int
    incoming_team: int | None
    account: str
    tier: str
    revenue: Decimal | None
    currency: str
    region: str
    line: str
    next_due_on: date | None

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_STATES


def seen_by(user: User) -> list[Light]:
    """The running transitions a person sees; of a manager all, who has a few hundred; one query."""
    return [Light(*values) for values in SEEN.rows(user)]


def _seen(user: User) -> QuerySet[Transition, tuple[Any, ...]]:
    visible = Transition.objects.visible_to(user)
    return _lightly(visible if user.is_manager else visible.running())


SEEN = KeptForReader(_seen)


def light(transitions: TransitionQuerySet) -> list[Light]:
    """Transitions as light rows, in no order; one query."""
    return [Light(*values) for values in _lightly(transitions)]


def _lightly(transitions: TransitionQuerySet) -> QuerySet[Transition, tuple[Any, ...]]:
    return transitions.order_by().values_list(*FIELDS)
