"""Who acts at the moment, for what is kept about every change, whoever makes it.

A request is its person’s; an operation that is told by whom it is done says so itself. Where nobody
is known Changeover acts by itself, as in a scheduled task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Who = Callable[[], int | None]

_WHO: ContextVar[Who | None] = ContextVar("who acts", default=None)


@contextmanager
def within(who: Who) -> Iterator[None]:
    """Until the end it is this person who acts; they are asked for only when something changes."""
    before = _WHO.set(who)
    try:
        yield
    finally:
        _WHO.reset(before)


@contextmanager
def by(person_id: int | None) -> Iterator[None]:
    """Until the end this person acts, or Changeover itself."""
    with within(lambda: person_id):
        yield


def current() -> int | None:
    """The id of who acts; none where it is Changeover itself."""
    who = _WHO.get()
    return who() if who else None
