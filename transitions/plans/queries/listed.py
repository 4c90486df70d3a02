"""A transition as a row of a table, and its two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.clients.rules import Standing
from accounts.people.rules import Gone
from config.lib import words
from transitions.plans.choices import OPEN_STATES, RUNNING_STATES, State
from transitions.plans.queries.faces import gone_in_words
from transitions.plans.rules import StageTotals, Verdict


@dataclass(frozen=True, slots=True)
class Kam:
    """One of the two people of a handover, as a row needs them."""

    pk: int
    full_name: str
    gone: Gone | None = None
    """What is said of somebody who can no longer sign in."""

    @property
    def initials(self) -> str:
        return words.initials(self.full_name)

    @property
    def last_name(self) -> str:
        return self.full_name.split()[-1] if self.full_name.strip() else ""

    @property
    def out_label(self) -> str:
        return f"{self.full_name}, outgoing"

    @property
    def in_label(self) -> str:
        return f"{self.full_name}, incoming"


@dataclass(frozen=True, slots=True)
class Row:
    """One transition in a list. `shares` says how far each stage is, in percent."""

    pk: int
    reference: str
    url: str
    account_id: int
    account: str
    revenue: Decimal | None
    currency: str
    effort: int
    outgoing: Kam
    incoming: Kam
    state: str
    state_reason: str
    verdict: Verdict
    stage: str
    shares: tuple[int, ...]
    percent: int
    planned: int
    next_title: str
    next_due_on: date | None
    is_blocked: bool
    owns_on: date
    ends_on: date
    ended_on: date | None
    has_moved: bool
    days_left: int
    stages: Sequence[StageTotals]
    starts_on: date
    reason: str
    manager: str
    template: str
    priority: Standing | None
    is_pinned: bool | None = None
    """Whether who looks has pinned it; None where nobody asks."""

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def deactivated(self) -> str:
        """Who of the two can no longer sign in, in words; empty where both can or it is over."""
        kams = (self.outgoing, self.incoming) if self.is_open else ()
        return gone_in_words((kam.full_name, kam.gone) for kam in kams)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING_STATES

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)
