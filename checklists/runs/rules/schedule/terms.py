"""The words of a schedule: what is placed, between which days, and where it lands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.lib import words

BOTH = ("outgoing", "incoming")
COMPRESS, AFTER = "compress", "after"
"""What a manager chooses for a task that does not fit; see `Task.choice`."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be placed.

    `anchor` is "start", "ownership" or "end". For "start", `offset` is a working day of the
    template, from 0; else it is working days after the anchor, or before it if negative.
    `role` does the item; "both" are "outgoing" and "incoming". Where people were chosen by name,
    `people` has their keys instead. `waits_for` has keys of other tasks. A pinned task keeps its
    day, whatever the calendar says.

    `choice` is "compress" for a task that is pressed between what it waits for and its limit,
    and "after" for one that comes after the day of ownership. Sentences about what waits for it
    name its `title`, where it has one.
    """

    key: str
    anchor: str
    offset: int
    role: str
    waits_for: tuple[str, ...] = ()
    pinned_on: date | None = None
    people: tuple[str, ...] = ()
    choice: str = ""
    title: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """Under which keys a team has the people who are needed: two for "both"."""
        return self.people or (BOTH if self.role == "both" else (self.role,))


@dataclass(frozen=True, slots=True)
class Frame:
    """The first day of a transition, the day of ownership, and the last day.

    Once ownership `has_moved`, its day limits nothing any more.
    """

    starts_on: date
    owns_on: date
    ends_on: date
    has_moved: bool = False

    def say(self, day: date) -> str:
        """A day in words, with the year where it is not that of the start."""
        return words.day(day, today=self.starts_on)


@dataclass(frozen=True, slots=True)
class Wait:
    """The last of what a task waits for: its day, and its title if it has one."""

    until: date
    title: str = ""

    def say(self, frame: Frame) -> str:
        """“an item due on Tue 8 Dec”, or the title in its place."""
        named = f"“{self.title}”, due" if self.title else "an item due"
        return f"{named} on {frame.say(self.until)}"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a task lands: `due_on`, and `wanted_on` by its template alone.

    `moved_because` and `problem` are words for a manager, empty when there is nothing to say.
    `unpressed` says for one with a problem what stands in the way of pressing it in, if anything.
    """

    key: str
    due_on: date
    wanted_on: date
    moved_because: str
    problem: str
    unpressed: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """All placements, in the order in which the tasks were given."""

    placements: tuple[Placement, ...]

    @property
    def problems(self) -> tuple[Placement, ...]:
        """The placements that do not fit."""
        return tuple(placement for placement in self.placements if placement.problem)
