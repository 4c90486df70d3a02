"""The parts of a record: plain values, so that the same record always prints the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from config.lib.shares import percent

UNTOLD = {"is_told": False}
"""For what other fields of a record tell already; the fingerprint leaves it out."""


class Result(StrEnum):
    """How an item ended, or stands."""

    DONE = "Done"
    LATE = "Done late"
    SKIPPED = "Set aside"
    OPEN = "Open"
    OVERDUE = "Overdue"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    initials: str
    position: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Whose account moved from whom to whom, why, and when."""

    company: str
    account: str
    is_confidential: bool
    reference: str
    reason: str
    client_reason: str
    state: str
    status: str
    state_reason: str
    outgoing: Person
    incoming: Person
    manager: Person
    prepared_by: Person
    prepared_on: date
    key_contact: Person | None
    template: str
    revenue: str
    starts_on: date
    owns_on: date
    ends_on: date
    moved_on: date | None
    completed_on: date | None
    amount: Decimal | None = field(default=None, metadata=UNTOLD)
    currency: str = field(default="", metadata=UNTOLD)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the team, in which role, and what they answer for."""

    person: Person
    role: str
    responsibilities: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as it was planned, and from its first to its last closed item."""

    name: str
    planned_from: date
    planned_until: date
    total: int
    closed: int
    actual_from: date | None
    actual_until: date | None
    days_late: int

    @property
    def is_closed(self) -> bool:
        return self.closed == self.total


@dataclass(frozen=True, slots=True)
class Item:
    """An item; `closed_by` is empty where somebody closed it to whom it was assigned."""

    number: str
    title: str
    note: str
    files: tuple[str, ...]
    who: str
    closed_by: str
    due_on: date
    done_on: date | None
    result: Result


@dataclass(frozen=True, slots=True)
class Phase:
    number: int
    name: str
    closed: int
    total: int
    starts_on: date
    ends_on: date
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be counted. Durations are working days."""

    items: int
    done: int
    on_time: int
    skipped: int
    planned_days: int
    actual_days: int | None
    days_late: int
    move_days_late: int
    score: str
    scored: int

    @property
    def on_time_percent(self) -> int:
        """Of what is done; rounded down, so that 100 means that nothing was late."""
        return percent(self.on_time, self.done)

    @property
    def closed(self) -> int:
        """Done or set aside: what a checklist counts as closed, here and on the site."""
        return self.done + self.skipped

    @property
    def still_open(self) -> int:
        return self.items - self.closed


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log; `responsible` is empty when Changeover did it."""

    at: datetime
    activity: str
    responsible: str
    notes: str
    has_time: bool = True
    is_health: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """The entries worth printing, oldest first, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Override:
    """A gate that somebody let the transition pass although something was open, and why."""

    gate: str
    reason: str
    by: str
    at: datetime
    was_open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Who signed the dossier as a whole, for which side, and what they did not accept."""

    side: str
    by: str
    at: datetime
    reservations: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    title: str
    score: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """How one of the three saw the handover; `told_to` where somebody else wrote it down."""

    person: Person
    role: str
    rating: int
    went_well: str
    improve: str
    told_to: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A person who signs; `recorded` is what they did in Changeover, else the line is empty."""

    person: Person
    role: str
    recorded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What a transition's report tells, section by section.

    `as_of` is the day it was read; it is printed while the transition runs, and it is the one
    value that does not count as a change of the record.
    """

    as_of: date
    facts: Facts
    team: tuple[Member, ...]
    figures: Figures
    stages: tuple[Stage, ...]
    phases: tuple[Phase, ...]
    log: Log
    objectives: tuple[Objective, ...]
    opinions: tuple[Opinion, ...]
    introduction: str
    closing: str
    findings: tuple[str, ...]
    recommendations: tuple[str, ...]
    lessons: tuple[str, ...]
    sign_offs: tuple[SignOff, ...]
    ownership_moved: str
    overrides: tuple[Override, ...] = ()
    keys: tuple[Key, ...] = ()
