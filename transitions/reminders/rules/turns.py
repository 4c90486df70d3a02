"""What a dossier waits for, in the words of a digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.lib import words
from transitions.reminders.rules.waiting import A_WEEK, MONDAY, Kind

NAMED = 3
"""So many sections are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Sections:
    """Sections of a dossier: the titles of those that a mail may name, and how many it may not."""

    titles: Sequence[str] = ()
    confidential: int = 0

    @property
    def count(self) -> int:
        return len(self.titles) + self.confidential

    @property
    def named(self) -> str:
        """“A”, “B” and 2 more."""
        shown = [f"“{title}”" for title in self.titles[:NAMED]]
        rest = self.count - len(shown)
        if self.titles and rest:
            return words.listing([*shown, f"{rest} more"])
        return words.listing(shown) or words.count(self.confidential, "confidential section")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a dossier waits for: its line, and what makes it wait."""

    kind: Kind
    text: str
    why: str


def is_told(is_new: bool, owns_on: date, today: date) -> bool:
    """Whether a digest tells of a dossier today: when it is new, on Mondays, and every day in the
    week before ownership moves.

    Args:
        is_new: whether something of it is newer than the last digest.
        owns_on: the day on which ownership moves.
        today: the day of the digest.
    """
    return is_new or today.weekday() == MONDAY or owns_on <= today + A_WEEK


def to_accept(sections: Sections, confirmer: str) -> Turn:
    """Sections that were confirmed, for who takes over."""
    return Turn(
        Kind.ACCEPT, f"Accept {_called(sections)}", f"{confirmer} confirmed {_it(sections)}"
    )


def to_put_right(sections: Sections, refuser: str, reason: str) -> Turn:
    """Sections that were refused, for who confirms them; of a single one also why."""
    is_said = sections.count == 1 and not sections.confidential and reason
    why = f"{refuser} refused {_it(sections)}{f': “{reason}”' if is_said else ''}"
    return Turn(Kind.PUT_RIGHT, f"Put {_called(sections)} right", why)


def to_sign(outgoing: str) -> Turn:
    """The whole dossier, for who takes over."""
    return Turn(Kind.SIGN, "Accept the dossier", f"{outgoing} has handed over everything")


def to_release() -> Turn:
    """The move, for who manages it."""
    return Turn(Kind.RELEASE, "Release the move", "both have signed")


def _called(sections: Sections) -> str:
    if sections.count > 1:
        return f"{sections.count} sections of the dossier"
    return sections.named if sections.titles else "a confidential section"


def _it(sections: Sections) -> str:
    return sections.named if sections.count > 1 else "it"
