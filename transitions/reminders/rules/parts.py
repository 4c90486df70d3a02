"""What a digest is made of, before it is a mail."""

from __future__ import annotations

from dataclasses import dataclass

from transitions.reminders.rules.agenda import Mentioned
from transitions.reminders.rules.waiting import Answered


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a digest: an item, or what waits at `path`. `tone` colours its date: over,
    today, soon or later.
    """

    item_id: int
    transition_id: int
    title: str
    glyph: str
    health: str
    reason: str
    when: str
    tone: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    tone: str
    count: int
    rows: tuple[Row, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Debt:
    """What one or two people owe: a bold beginning and the rest of the sentence.

    It is an item, or stands at `path`. `initials` and `side` are those of the first of them,
    `names` and `emails` are of both.
    """

    item_id: int
    transition_id: int
    initials: str
    side: str
    names: str
    emails: tuple[str, ...]
    title: str
    lead: str
    rest: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A digest before it is a mail."""

    day: str
    headline: str
    opening: str
    sections: tuple[Section, ...]
    debts: tuple[Debt, ...]
    more_debts: int
    mentions: tuple[Mentioned, ...] = ()
    more_mentions: int = 0
    answers: tuple[Answered, ...] = ()
    more_answers: int = 0

    @property
    def preview(self) -> str:
        """What an inbox shows behind the subject."""
        return f"{self.debts[0].lead}{self.debts[0].rest}" if self.debts else self.opening
