"""What a person has to do and waits for, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.lib import words
from transitions.plans.choices import Health
from transitions.reminders.rules.waiting import NOTHING, Waiting
from transitions.reminders.rules.who import Who


def first_names(people: Iterable[Who]) -> list[str]:
    return [who.first_name for who in people]


@dataclass(frozen=True, slots=True)
class Other:
    """An item that this one waits for, or that waits for this one.

    `people` are those who do it besides the reader, and `is_mine` says whether the reader does.
    """

    title: str
    due_on: date
    people: tuple[Who, ...]
    is_mine: bool

    @property
    def names(self) -> str:
        """Who does it, the reader first: “Sofia and Priya”, “you and Sofia”, “you”."""
        named = first_names(self.people)
        return words.listing(["you", *named] if self.is_mine else named)


@dataclass(frozen=True, slots=True)
class Task:
    """An open item of the person's, and what hangs on it."""

    item_id: int
    transition_id: int
    title: str
    due_on: date
    account: str
    health: Health
    partner: Who | None = None
    waits_for: tuple[Other, ...] = ()
    unblocks: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """An open item of others that the person waits for; `blocks` is the person's own.

    One or two people owe it.
    """

    item_id: int
    transition_id: int
    title: str
    due_on: date
    account: str
    people: tuple[Who, ...]
    blocks: Other | None = None


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A comment that mentions the person: who wrote it, where, and its words, shortened."""

    pk: int
    comment_id: int
    transition_id: int
    who: str
    account: str
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that a digest can speak about: own items until Sunday, what others owe, comments that
    mention the person, and what waits for their word.
    """

    tasks: tuple[Task, ...] = ()
    owed: tuple[Owed, ...] = ()
    mentions: tuple[Mentioned, ...] = ()
    waiting: Waiting = NOTHING

    @property
    def is_empty(self) -> bool:
        is_quiet = not self.mentions and self.waiting.is_empty
        return is_quiet and not self.tasks and not self.owed
