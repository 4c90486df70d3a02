"""What a form says of the items that somebody has selected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from transitions.batches.rules.wish import MOST_ITEMS


@dataclass(frozen=True, slots=True)
class Selection:
    """Items, what is to be done with them, and the stamps of those that were taken."""

    ids: tuple[int, ...]
    action: str = ""
    taken: Mapping[int, str] = field(default_factory=dict)

    @property
    def mistake(self) -> str:
        """Why nothing can be done with it, in words; empty where something can."""
        if not self.ids:
            return "Select at least one item."
        if len(self.ids) > MOST_ITEMS:
            return f"Select at most {MOST_ITEMS} items at once."
        return ""

    @property
    def csv(self) -> str:
        return ",".join(map(str, self.ids))


def selected(answers: QueryDict, matching: Iterable[int] = ()) -> Selection:
    """A selection from the boxes of a page, the ids that a form keeps, and all that match.

    What is no number of an item is left out, as if it were not there.
    """
    typed = [*answers.getlist("item"), *answers.get("items", "").split(",")]
    ids = dict.fromkeys([*(number for one in typed if (number := _number(one))), *matching])
    pairs = (one.partition("-") for one in answers.getlist("take"))
    taken = {number: stamp for pk, _, stamp in pairs if (number := _number(pk))}
    return Selection(tuple(ids), answers.get("action", ""), taken)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
