"""What the last handover of an account has to tell the next one."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Point:
    """An item that was left open, and whether it is to go along."""

    pk: int
    title: str
    goes_along: bool = True


@dataclass(frozen=True, slots=True)
class Before:
    """A completed handover: what was learned, and what was left open."""

    transition: Transition
    lessons: tuple[str, ...]
    open_points: tuple[Point, ...]

    @property
    def has_something(self) -> bool:
        return bool(self.lessons or self.open_points)


def last_of(account: Account, user: User) -> Transition | None:
    """The handover of an account that was completed last, if the person may see it; one query."""
    completed = Transition.objects.visible_to(user).filter(account=account, state=State.COMPLETED)
    return completed.order_by("-completed_at").first()


def before(account: Account, user: User) -> Before | None:
    """What goes along with the next handover of an account; two queries, None for nothing."""
    last = last_of(account, user)
    found = told_by(last) if last else None
    return found if found and found.has_something else None


def told_by(last: Transition) -> Before:
    """The lessons and the open points of a handover; one query."""
    left = Item.objects.filter(checklist=last.checklist_id).open()
    return Before(
        transition=last,
        lessons=lines(last.lessons),
        open_points=tuple(Point(pk, title) for pk, title in left.values_list("pk", "title")),
    )


def along(draft: Transition) -> tuple[Point, ...]:
    """The open points that a draft takes along when it starts; one query at the most."""
    if draft.follows is None:
        return ()
    left = Item.objects.filter(checklist=draft.follows.checklist_id).open()
    found = left.exclude(pk__in=draft.left_behind).values_list("pk", "title")
    return tuple(Point(pk, title) for pk, title in found)


def lines(text: str) -> tuple[str, ...]:
    """One entry per line, without the bullets that people type."""
    stripped = (line.strip().lstrip("-*•–").strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)
