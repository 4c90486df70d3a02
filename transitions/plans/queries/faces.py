"""People as rows show them: initials, which side they are on, and what to call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.people.rules import Gone
from config.lib import words

BOTH = {Gone.LEFT: "have left", Gone.DEACTIVATED: "are deactivated"}
SIDES = {"out": ", outgoing", "in": ", incoming", "neu": ""}


@dataclass(frozen=True, slots=True)
class Face:
    """A person's circle: hollow for outgoing, solid for incoming, tinted for others."""

    initials: str
    side: str
    label: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Who hands over, who takes over, and who looks."""

    outgoing: int
    incoming: int
    viewer: int

    def side(self, person: int | None) -> str:
        return "out" if person == self.outgoing else "in" if person == self.incoming else "neu"

    def face(self, person: int | None, name: str) -> Face:
        side = self.side(person)
        return Face(words.initials(name), side, f"{name}{SIDES[side]}")

    def short(self, person: int | None, name: str) -> str:
        """“You” for the reader, otherwise the first name."""
        if person is None:
            return "Nobody"
        return "You" if person == self.viewer else (name.split() or [name])[0]


def deactivated(people: Iterable[tuple[str, bool]]) -> str:
    """Who of some people, each with whether they are active, can no longer sign in, in words."""
    gone = [name for name, is_active in people if not is_active]
    verb = "is" if len(gone) == 1 else "are"
    return f"{words.listing(gone)} {verb} deactivated" if gone else ""


def gone_in_words(people: Iterable[tuple[str, Gone | None]]) -> str:
    """Who of some people has left or is deactivated, and which of the two; nothing of others."""
    by_why: dict[Gone, list[str]] = {}
    for name, why in people:
        if why:
            by_why.setdefault(why, []).append(name)
    return words.listing(
        [f"{words.listing(of)} {why if len(of) == 1 else BOTH[why]}" for why, of in by_why.items()]
    )
