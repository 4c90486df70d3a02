"""What waits for somebody’s word: questions, answers, promises and dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from transitions.reminders.rules.who import Who

SOON = 2
"""Within so many working days an answer is due soon."""
A_WEEK = timedelta(days=7)
MONDAY = 0


class Urgency(IntEnum):
    """How near a day is, the most pressing first."""

    OVERDUE = 0
    TODAY = 1
    SOON = 2
    LATER = 3


class Kind(StrEnum):
    """What waits."""

    QUESTION = "question"
    PROMISE = "promise"
    DECISION = "decision"
    CLIENT = "client"
    ACCEPT = "accept"
    PUT_RIGHT = "put_right"
    SIGN = "sign"
    RELEASE = "release"


OF_DOSSIER = {Kind.ACCEPT, Kind.PUT_RIGHT, Kind.SIGN, Kind.RELEASE}
"""Of a whole dossier or its sections; due when ownership moves."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for the reader: a question to answer, a promise to keep, one to decide
    on, a client to be told that it was declined, or a dossier. `asker` is who asked, `why` what
    makes a dossier wait.
    """

    pk: int
    kind: Kind
    text: str
    due_on: date | None
    account: str
    path: str
    urgency: Urgency
    asker: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Owing:
    """A question that `who` let lie, or a client whom they have not told, for the manager.

    `is_here` says whether they can sign in at all.
    """

    pk: int
    kind: Kind
    text: str
    due_on: date | None
    account: str
    path: str
    who: Who
    is_here: bool = True
    asker: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that who asked has not been told of."""

    pk: int
    who: str
    text: str
    account: str
    path: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of this for one person."""

    own: tuple[Waits, ...] = ()
    owing: tuple[Owing, ...] = ()
    answers: tuple[Answered, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.own and not self.owing and not self.answers

    def of(self, urgency: Urgency) -> list[Waits]:
        """What is as urgent as that, the nearest day first."""
        found = [one for one in self.own if one.urgency == urgency]
        return sorted(found, key=_by_day)

    def until(self, sunday: date) -> tuple[list[Waits], list[Waits]]:
        """What is neither pressing nor soon: until the end of this week, and after it."""
        later = self.of(Urgency.LATER)
        week = [one for one in later if one.due_on and one.due_on <= sunday]
        return week, [one for one in later if one not in week]


def _by_day(one: Waits) -> tuple[date, bool, int]:
    """The nearest first; on the same day who asks comes before what was promised."""
    return one.due_on or date.max, one.kind != Kind.QUESTION, one.pk


NOTHING = Waiting()


def urgency(due_on: date | None, today: date, soon: date) -> Urgency:
    """How near a day is.

    Args:
        due_on: the day; None where there is none.
        today: in the reader's time zone.
        soon: the last day that counts as soon, by the reader's working days.
    """
    if due_on is None:
        return Urgency.LATER
    if due_on < today:
        return Urgency.OVERDUE
    if due_on == today:
        return Urgency.TODAY
    return Urgency.SOON if due_on <= soon else Urgency.LATER


def is_near(due_on: date | None, today: date) -> bool:
    """Whether a promise is due within a week, or was due before."""
    return due_on is not None and due_on <= today + A_WEEK


def asks_for_decision(due_on: date | None, today: date) -> bool:
    """Whether who takes over is told today of a promise on which they have not decided."""
    return today.weekday() == MONDAY or is_near(due_on, today)
