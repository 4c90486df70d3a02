"""The parts of a run, one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.benchmarks import (
    clicks,
    documents,
    imports,
    load,
    mails,
    memory,
    pages,
    schedules,
    subjects,
)
from tests.benchmarks.results import Row
from tests.benchmarks.servers import serving

FLOORS, PRODUCT = "tests.benchmarks.floors.wsgi:application", "config.wsgi:application"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which parts, how often, how long; and where the small database is."""

    parts: Sequence[str]
    rounds: int
    seconds: float
    small: str


def run(plan: Plan) -> list[Row]:
    """Measure everything that is asked for."""
    parts: dict[str, Callable[[Plan], list[Row]]] = {
        "pages": _pages,
        "browser": _browser,
        "digests": lambda plan: mails.rows(plan.rounds),
        "report": lambda plan: documents.rows(plan.rounds),
        "planning": lambda plan: schedules.planning(plan.rounds),
        "copy": lambda plan: schedules.copying(plan.rounds),
        "import": lambda plan: imports.rows(plan.rounds),
    }
    rows: list[Row] = []
    for name in (name for name in parts if name in plan.parts):
        say(f"Measuring {name}")
        rows += parts[name](plan)
    return rows


def say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _pages(plan: Plan) -> list[Row]:
    """HTTP: floors and product in turn, then what a worker weighs as on a server."""
    load.install()
    shown = pages.pages(subjects.choose())
    for page in shown:
        if not page.is_floor:
            pages.look(page)
    with serving(FLOORS) as floors, serving(PRODUCT) as product:
        pages.weigh(shown, floors)
        pages.warm(shown, floors, product)
        for number in range(plan.rounds):
            say(f"Round {number + 1} of {plan.rounds}")
            pages.measure(shown, floors, product, seconds=plan.seconds)
    return [*pages.rows(shown), memory.row(shown)]


def _browser(plan: Plan) -> list[Row]:
    with serving(PRODUCT) as product:
        return clicks.rows(product, subjects.choose(), clicks=20 * plan.rounds)
