"""What another plan makes of a running transition: every item and phase, old and new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.people.models import User
from checklists.runs.models import Item, Phase
from config.lib import words
from transitions.replanning.queries.answers import Answers, Fix


class Fate(StrEnum):
    """What becomes of an item."""

    DONE = "done"
    PINNED = "pinned"
    STAYS = "stays"
    MOVES = "moves"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a new plan. `reason` says why it moves, `problem` what does not fit.

    `doubted` are items that did not fit before a choice was made for them. `unpressed` says of both
    why they cannot be pressed in, empty where they can; `is_early`, that only their day is wrong.
    `wanted_on` is the day of the template, which somebody else might keep; none for pinned ones.
    """

    item: Item
    fate: Fate
    due_on: date
    hands: tuple[User, ...]
    is_pinned: bool
    is_gate: bool
    anchor: str
    offset: int
    reason: str = ""
    problem: str = ""
    doubted: str = ""
    unpressed: str = ""
    is_early: bool = False
    wanted_on: date | None = None
    fix: Fix | None = None

    @property
    def who(self) -> str:
        return words.listing([person.first_name for person in self.hands]) or "Nobody"

    @property
    def is_given(self) -> bool:
        """Whether somebody else gets it."""
        ids = [person.pk for person in self.hands]
        return ids != [pk for pk in (self.item.assignee_id, self.item.helper_id) if pk]

    @property
    def lets_go(self) -> bool:
        """Whether it held ownership back and does not any more."""
        return self.item.is_gate and not self.is_gate and self.fate != Fate.DROPPED

    @property
    def is_chosen(self) -> bool:
        """Whether anything but its day changes, or the day from which it is counted."""
        item = self.item
        before = (item.is_pinned, item.anchor, item.offset)
        return before != (self.is_pinned, self.anchor, self.offset) or self.is_given

    @property
    def changes(self) -> bool:
        is_other = self.due_on != self.item.due_on or self.is_gate != self.item.is_gate
        return self.fate == Fate.DROPPED or is_other or self.is_chosen


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """The days of a phase, old and new; `begins_on` is from when the plan wants it."""

    phase: Phase
    starts_on: date
    ends_on: date
    begins_on: date
    is_closed: bool

    @property
    def changes(self) -> bool:
        return (self.phase.starts_on, self.phase.ends_on) != (self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole new plan, with the answers it was made from. Nothing of it is saved."""

    answers: Answers
    lines: tuple[Line, ...]
    phases: tuple[PhaseChange, ...]
    frame: Mapping[str, tuple[object, object]]
    late: int
    """How many open items were overdue: the earliest that they can be due is today."""

    def of(self, *fates: Fate) -> list[Line]:
        return [line for line in self.lines if line.fate in fates]

    @property
    def unfit(self) -> list[Line]:
        """The items that still do not fit."""
        return [line for line in self.lines if line.problem]

    @property
    def doubts(self) -> list[Line]:
        """The items that do not fit, and those that would not without what was chosen for them."""
        return [line for line in self.lines if line.problem or line.doubted]

    @property
    def changes(self) -> bool:
        """Whether accepting it would change anything."""
        return bool(self.frame or self.answers.away) or any(line.changes for line in self.lines)

    @property
    def summary(self) -> str:
        """“14 items move, 3 stay pinned, 2 do not fit.”"""
        moves, pinned = len(self.of(Fate.MOVES)), len(self.of(Fate.PINNED))
        dropped, unfit = len(self.of(Fate.DROPPED)), len(self.unfit)
        given = sum(1 for line in self.lines if line.is_given and line.fate != Fate.DROPPED)
        parts = [f"{words.count(moves, 'item')} {_verb(moves, 'move')}" if moves else ""]
        parts.append(f"{pinned} {_verb(pinned, 'stay')} pinned" if pinned else "")
        parts.append(f"{given} {_verb(given, 'change')} hands" if given else "")
        parts.append(f"{dropped} {'is' if dropped == 1 else 'are'} set aside" if dropped else "")
        parts.append(f"{unfit} {'does' if unfit == 1 else 'do'} not fit" if unfit else "")
        said = ", ".join(filter(None, parts))
        return words.sentence(said) if moves else f"No item moves{', ' if said else ''}{said}."


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb
