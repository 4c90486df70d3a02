"""Several people or workers at the same moment, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def all_at_once(works: list[Callable[[], Result]]) -> list[Result]:
    """Let these start together, each in a thread; for tests with real transactions."""
    gate = Barrier(len(works))

    def run(work: Callable[[], Result]) -> Result:
        gate.wait(timeout=10)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works, timeout=60))


def at_once(work: Callable[[], Result], *, times: int = 2) -> list[Result]:
    """Let so many threads start the same work together."""
    return all_at_once([work] * times)
