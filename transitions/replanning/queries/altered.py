"""What an open item says, and what it will say by a newer version of its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.library.models import TemplateItem
from checklists.library.rules import when
from checklists.library.rules.differences import Change
from checklists.runs.models import Item
from checklists.runs.operations.building import people_for
from config.lib import words
from transitions.plans.models import Transition

SAID = ("title", "guidance", "role", "is_required", "proof")
"""What an item takes from its template, each where the versions differ in it."""
COUNTED = ("anchor", "offset")
"""From where it is counted; what somebody chose for it in another plan stays."""


@dataclass(frozen=True, slots=True)
class Altered:
    """An open item that the newer version words or asks differently, as it is and will be."""

    item: Item
    then: Item
    source: TemplateItem
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """A running transition beside two versions: the one it runs by, and the newer one.

    `before` and `running` are by the key of an item, `waits_for` says what each will wait for.
    """

    transition: Transition
    before: Mapping[str, TemplateItem]
    running: Mapping[str, Item]
    waits_for: Mapping[str, Sequence[str]]
    holders: Mapping[str, User]

    def altered(self, sources: Sequence[TemplateItem]) -> Iterator[Altered]:
        """The open items that the newer version changes; no query."""
        keys = {item.pk: key for key, item in self.running.items()}
        titles = {key: item.title for key, item in self.running.items()}
        titles |= {source.key: source.title for source in sources}
        for source in sources:
            item = self.running.get(source.key)
            if item is None or not item.is_open or item.is_pinned:
                continue
            then = self._then(item, source)
            now = [keys[one.pk] for one in item.waits_for.all() if one.pk in keys]
            waits = [
                words.listing(sorted(titles[key] for key in each))
                for each in (now, self.waits_for[source.key])
            ]
            said = [*_said(item), ("Waits for", waits[0])]
            will_say = [*_said(then), ("Waits for", waits[1])]
            changes = tuple(
                Change(label, before or "Nothing", after or "Nothing")
                for (label, before), (_, after) in zip(said, will_say, strict=True)
                if before != after
            )
            if changes:
                yield Altered(item, then, source, changes)

    def _then(self, item: Item, source: TemplateItem) -> Item:
        """The item with all that the template has changed since the version it runs by."""
        then, before = copy(item), self.before.get(source.key)
        for name in SAID:
            if before is None or getattr(before, name) != getattr(source, name):
                setattr(then, name, getattr(source, name))
        if before is None or _counted(item) == _counted(before):
            then.anchor, then.offset = source.anchor, source.offset
        if then.role != item.role and _is_of_role(item, self.holders):
            then.assignee, then.helper = people_for(then.role, self.holders)
        then.is_gate = self._holds_back(item, then)
        return then

    def _holds_back(self, item: Item, then: Item) -> bool:
        """Whether it holds ownership back: what drifted past that day still does, and nothing
        about it changes unless it begins or ceases to be required before ownership moves."""
        if self.transition.has_moved or then.is_required == item.is_required:
            return item.is_gate
        return then.is_required and item.due_on <= self.transition.owns_on


def _counted(one: Item | TemplateItem) -> tuple[str, int]:
    return one.anchor, one.offset


def _said(item: Item) -> Iterator[tuple[str, str]]:
    """What an item says, by label."""
    yield "Title", item.title
    yield "Guidance", item.guidance
    yield "Who does it", item.get_role_display()
    yield "Planned", when.in_words(item.anchor, item.offset)
    yield "Required", _yes(item.is_required)
    yield "Holds ownership back", _yes(item.is_gate)
    yield "What proves it", "" if item.proof == Proof.NOTHING else item.get_proof_display()
    yield "People", _names(item.assignee, item.helper)


def _yes(is_so: bool) -> str:
    return "Yes" if is_so else "No"


def _is_of_role(item: Item, holders: Mapping[str, User]) -> bool:
    """Whether an item is still with whom its role gave it to."""
    return (item.assignee, item.helper) == people_for(item.role, holders)


def _names(*people: User | None) -> str:
    return words.listing([person.first_name for person in people if person])
