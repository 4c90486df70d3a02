"""What somebody wants to do with many items."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.people.models import User
from config.lib import words
from transitions.batches.choices import Action

MOST_ITEMS = 500
"""How many items are changed at once; a form and a transaction stay small with these."""
MOST_DAYS = 60
"""By how many working days items move at once: a quarter of a year."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An action with its answers; those of other actions stay empty."""

    action: Action
    person: User | None = None
    days: int = 0
    words: str = ""

    def said(self, count: int) -> str:
        """What is done with so many items, in the past: “Gave 5 items to Priya Raman”."""
        items = words.count(count, "item")
        if self.action == Action.ASSIGN:
            return f"Gave {items} to {self.person}"
        if self.action == Action.MOVE:
            return f"Moved {items} {by_days(self.days)}"
        if self.action == Action.DONE:
            return f"Marked {items} done"
        if self.action == Action.SKIP:
            return f"Set {items} aside"
        return f"Reminded people of {items}"

    def title(self, count: int) -> str:
        """What is about to be done with so many items: “Mark 5 items done”."""
        items = words.count(count, "item")
        return {
            Action.ASSIGN: f"Assign {items}",
            Action.MOVE: f"Move {items}",
            Action.DONE: f"Mark {items} done",
            Action.SKIP: f"Set {items} aside",
            Action.REMIND: f"Remind people of {items}",
        }[self.action]

    @property
    def ticked(self) -> str:
        """What is about to be done with nothing but what somebody still ticks."""
        return "Move what is ticked" if self.action == Action.MOVE else "Set aside what is ticked"


def by_days(days: int) -> str:
    """“by 3 working days”, “back by 1 working day”."""
    back = "back " if days < 0 else ""
    return f"{back}by {words.count(abs(days), 'working day')}"


def taken_back(action: str, count: int) -> str:
    """What an undo did with so many items, in the past."""
    items = words.count(count, "item")
    if action == Action.ASSIGN:
        return f"Gave {items} back to who had {'it' if count == 1 else 'them'} before"
    if action == Action.MOVE:
        return f"Moved {items} back to the day before the change"
    return f"Opened {items} again"
