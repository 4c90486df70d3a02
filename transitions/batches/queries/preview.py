"""A preview: each item with what happens to it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transitions.batches.queries import planning
from transitions.batches.queries.ground import Ground
from transitions.batches.rules.step import Step, told
from transitions.batches.rules.wish import Wish


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it has now and would have then, or why it stays."""

    pk: int
    title: str
    number: str
    account: str
    old: str
    new: str
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

    @property
    def can_go(self) -> bool:
        return bool(self.changed or self.doubtful)


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
    )


def _button(wish: Wish, count: int, *, has_doubts: bool) -> str:
    """What the button does, also with what somebody may still tick; only moves leave doubts."""
    if not has_doubts:
        return wish.title(count)
    return f"{wish.title(count)} and what is ticked" if count else "Move what is ticked"


def _line(wish: Wish, step: Step, names: dict[int, str], today: date) -> Line:
    return Line(
        pk=step.item.pk,
        title=step.item.title,
        number=step.item.number,
        account=step.transition.account.name,
        old=told(wish.action, step.before, names, today),
        new=told(wish.action, step.after, names, today),
        doubt=step.doubt,
        why_not=step.why_not,
        stamp=step.stamp,
    )
