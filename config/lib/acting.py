"""Who acts at the moment, and when that is, for what is kept about every change.

A request is its person’s; an operation that is told by whom it is done, and when, says so itself.
Where nobody is known Changeover acts by itself, as in a scheduled task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, as an id that is asked for only when something changes; and when, if not now."""

    who: Callable[[], int | None]
    at: datetime | None = None


_ACT: ContextVar[Act | None] = ContextVar("who acts", default=None)


@contextmanager
def within(act: Act) -> Iterator[None]:
    """Until the end it is this act to which changes belong."""
    before = _ACT.set(act)
    try:
        yield
    finally:
        _ACT.reset(before)


@contextmanager
def by(person_id: int | None, *, at: datetime | None = None) -> Iterator[None]:
    """Until the end this person acts, or Changeover itself."""
    with within(Act(lambda: person_id, at)):
        yield


def who() -> int | None:
    """The id of who acts; none where it is Changeover itself."""
    act = _ACT.get()
    return act.who() if act else None


def moment() -> datetime:
    """When they act: now, where nobody said otherwise."""
    act = _ACT.get()
    return (act and act.at) or timezone.now()
