"""A preview: each item with what happens to it, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from checklists.runs.models import Item
from config.lib import words
from transitions.batches.choices import Action
from transitions.batches.queries import planning
from transitions.batches.queries.ground import Ground
from transitions.batches.rules.step import Step, told
from transitions.batches.rules.wish import Wish


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it has now and would have then, or why it stays.

    `required` says of an item that would be set aside that it is required, and whose it is.
    """

    pk: int
    title: str
    number: str
    account: str
    old: str
    new: str
    required: str
    doubt: str
    why_not: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What happens to which items, in the order in which they are read."""

    changed: list[Line]
    doubtful: list[Line]
    left_out: list[Line]
    button: str
    given_up: str
    """How many required items would be set aside, and of whom, as a sentence."""

    @property
    def can_go(self) -> bool:
        return bool(self.changed or self.doubtful)

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        count = len(self.changed)
        parts = [f"{words.count(count, 'item')} {'changes' if count == 1 else 'change'}"]
        if count := len(self.doubtful):
            parts.append(f"{count} {'does' if count == 1 else 'do'} not fit")
        return words.sentence(f"Preview: {', '.join([*parts, f'{len(self.left_out)} left out'])}")


def preview(wish: Wish, ground: Ground) -> Preview:
    """What would come of it now; nothing is saved."""
    steps, today = planning.steps(wish, ground), ground.today
    names = planning.people_named(steps, wish)
    lines = [_line(wish, step, names, today) for step in steps]
    changed = [line for line in lines if not line.why_not and not line.doubt]
    doubtful = [line for line in lines if not line.why_not and line.doubt]
    return Preview(
        changed=changed,
        doubtful=doubtful,
        left_out=[line for line in lines if line.why_not],
        button=_button(wish, len(changed), has_doubts=bool(doubtful)),
        given_up=_given_up([step.item for step in steps if _gives_up(wish, step)]),
    )


def _gives_up(wish: Wish, step: Step) -> bool:
    """Whether a required item would be set aside."""
    return wish.action == Action.SKIP and step.goes and step.item.is_required


def _whose(item: Item) -> str:
    return words.listing([one.full_name for one in (item.assignee, item.helper) if one])


def _required(item: Item) -> str:
    whose = _whose(item)
    return f"Required. It is with {whose}." if whose else "Required. Nobody does it yet."


def _given_up(items: list[Item]) -> str:
    if not items:
        return ""
    counts = Counter(_whose(item) or "nobody yet" for item in items)
    people = words.listing([f"{count} with {whose}" for whose, count in counts.most_common()])
    return f"Required items among these: {people}."


def _button(wish: Wish, count: int, *, has_doubts: bool) -> str:
    """What the button does, also with what somebody may still tick."""
    if not has_doubts:
        return wish.title(count)
    return f"{wish.title(count)} and what is ticked" if count else wish.ticked


def _line(wish: Wish, step: Step, names: dict[int, str], today: date) -> Line:
    return Line(
        pk=step.item.pk,
        title=step.item.title,
        number=step.item.number,
        account=step.transition.account.name,
        old=told(wish.action, step.before, names, today),
        new=told(wish.action, step.after, names, today),
        required=_required(step.item) if _gives_up(wish, step) else "",
        doubt=step.doubt,
        why_not=step.why_not,
        stamp=step.stamp,
    )
