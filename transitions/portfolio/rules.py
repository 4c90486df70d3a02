"""What the dashboard says of its facts: what matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.people.rules import Gone
from config.lib import words

NUMBERS = [
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
]
WORTH_NAMING = 3
"""One person in how many holds enough of what is overdue to be named."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The person that most overdue items wait for; who is gone has no day to leave on."""

    first_name: str
    items: int
    leaves_on: date | None = None
    gone: Gone | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many transitions stand how, and what is overdue in them."""

    off: int
    risk: int
    on: int
    overdue: int
    waiting: Waiting | None = None

    @property
    def active(self) -> int:
        return self.off + self.risk + self.on


def headline(standing: Standing) -> str:
    """What matters today in one or two sentences."""
    if not standing.active:
        return "Nothing is in transition now."
    return f"{_health(standing)} {_overdue(standing)}"


def spelled(number: int) -> str:
    """A number as it stands in a sentence: words up to twelve."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _health(standing: Standing) -> str:
    if standing.off:
        return f"{_transitions(standing.off)} off track."
    if standing.risk:
        return f"{_transitions(standing.risk)} at risk."
    if standing.active == 1:
        return "The one active transition is on track."
    return f"All {spelled(standing.active)} active transitions are on track."


def _transitions(number: int) -> str:
    noun = "transition is" if number == 1 else "transitions are"
    return f"{spelled(number).capitalize()} {noun}"


def _overdue(standing: Standing) -> str:
    total, waiting = standing.overdue, standing.waiting
    if not total:
        return "Nothing is overdue."
    if waiting is None or waiting.items * WORTH_NAMING < total:
        return f"{spelled(total).capitalize()} {'item is' if total == 1 else 'items are'} overdue."
    return f"{_share(waiting.items, total)} for {waiting.first_name}{_leaves(waiting)}."


def _share(part: int, total: int) -> str:
    if total == 1:
        return "The one overdue item waits"
    if part == total:
        return (
            "Both overdue items wait" if total == 2 else f"All {spelled(total)} overdue items wait"
        )
    verb = "waits" if part == 1 else "wait"
    return f"{spelled(part).capitalize()} of the {spelled(total)} overdue items {verb}"


def _leaves(waiting: Waiting) -> str:
    if waiting.gone:
        return f", who {waiting.gone}"
    if waiting.leaves_on is None:
        return ""
    return f", who leaves on {words.day_of_year(waiting.leaves_on)}"
