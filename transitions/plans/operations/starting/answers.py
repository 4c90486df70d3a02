"""What a transition is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from transitions.plans.choices import Reason
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class NewTransition:
    """What a manager answers on the page for a new transition.

    `request_key` comes from the opened form: the same key never makes two transitions. Without
    `hr` the manager gets the items of HR. `follows` is the handover whose open points go along, but
    for those `left_behind`, by their ids.
    """

    account: Account
    incoming: User
    manager: User
    reason: Reason
    client_reason: str
    template: Template
    calendar: Calendar
    starts_on: date
    owns_on: date
    ends_on: date
    request_key: UUID
    hr: User | None = None
    backup: User | None = None
    follows: Transition | None = None
    left_behind: list[int] = field(default_factory=list)
