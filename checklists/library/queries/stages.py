from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.library.choices import Stage


@dataclass(frozen=True)
class StageSpan:
    """A stage on the strip of a template: its share of the length in percent, and its items."""

    name: str
    label: str
    x: float
    width: float
    first_day: int
    item_count: int


def spans(items: Iterable[tuple[str, int]], days: int) -> tuple[StageSpan, ...]:
    """The stages in order; each lasts until the next one begins.

    Args:
        items: stage and nominal day (counted from 0) of every item.
        days: the nominal length in working days.
    """
    counts: dict[str, int] = {}
    begins: dict[str, int] = {}
    for stage, day in items:
        counts[stage] = counts.get(stage, 0) + 1
        begins[stage] = min(day, begins.get(stage, day))
    present = [stage for stage in Stage if stage in counts]
    edges = [0] + [max(begins[stage], 1) for stage in present[1:]] + [days]
    edges = [max(edges[: place + 1]) for place in range(len(edges))]
    return tuple(
        StageSpan(
            name=stage.value,
            label=stage.label,
            x=round(edges[place] * 100 / days, 2),
            width=round((edges[place + 1] - edges[place]) * 100 / days, 2),
            first_day=edges[place] + 1,
            item_count=counts[stage],
        )
        for place, stage in enumerate(present)
    )
