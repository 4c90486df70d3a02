"""What comes of one item: its values before and after, or why it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from config.lib import words
from transitions.batches.choices import Action
from transitions.plans.models import Transition

Values = Mapping[str, Any]
"""Columns of an item and what stands in them, days and moments in ISO form."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a batch that is being thought over.

    `doubts` are what does not fit, in words; such an item goes along if somebody wants it all the
    same. `people` are those who get a mail about it.
    """

    item: Item
    transition: Transition
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    why_not: str = ""
    people: tuple[User, ...] = ()

    @property
    def goes(self) -> bool:
        """Whether it can be done."""
        return not self.why_not

    @property
    def doubt(self) -> str:
        """What does not fit, as sentences."""
        return " ".join(words.sentence(one) for one in self.doubts)

    @property
    def stamp(self) -> str:
        """Differs as soon as the item, or what would come of it, does."""
        told = [self.item.pk, looks(self.item), self.before, self.after, self.doubts]
        told.append([person.pk for person in self.people])
        return sha256(dumps(told, default=str).encode()).hexdigest()[:16]


def looks(item: Item) -> list[object]:
    """What of an item a preview shows or decides by."""
    return [
        *(item.title, item.state, item.due_on, item.is_pinned, item.is_required),
        *(item.assignee_id, item.helper_id, item.closed_at),
    ]


def told(action: str, values: Values, names: Mapping[int, str], today: date) -> str:
    """The values of one side of a change, in words: a day, a state, who does it."""
    if not values:
        return ""
    if action == Action.MOVE:
        return words.day(date.fromisoformat(values["due_on"]), today=today)
    if action == Action.ASSIGN:
        people = [values["assignee"], values["helper"]]
        return words.listing([names.get(one, "Somebody") for one in people if one]) or "Nobody"
    if action == Action.REMIND:
        return words.listing([names.get(one, "Somebody") for one in values["people"]])
    return str(ItemState(values["state"]).label)
