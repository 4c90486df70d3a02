"""Room on Python's stack for what goes deep.

CPython keeps the calls that are under way in chunks of 16 KB, and gives a chunk back when the first
call in it returns (since 3.11, `push_chunk` in Python/pystate.c). A loop that happens to call
across the end of a chunk has the system make one for each of its calls: the same page took 28 ms
or 84, by how deep it was called from.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

SLOTS = 17_000
"""So many values of eight bytes make Python take a chunk of 256 KB, of which 120 KB are left for
what is called from there: seven chunks in one. Only what is used of it takes memory."""


def roomy(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function, with room on the stack for all that it calls."""

    def call(*given: Given.args, **named: Given.kwargs) -> Answer:
        return function(*given, **named)

    call.__code__ = call.__code__.replace(co_stacksize=SLOTS)
    return wraps(function)(call)
