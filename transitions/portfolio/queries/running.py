"""What somebody sees, as light rows: read once, then counted, ordered and named from there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from accounts.people.models import User
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
    visible = Transition.objects.visible_to(user)
    return light(visible if user.is_manager else visible.running())


def light(transitions: TransitionQuerySet) -> list[Light]:
    """Transitions as light rows, in no order; one query."""
    return [Light(*values) for values in transitions.order_by().values_list(*FIELDS)]
