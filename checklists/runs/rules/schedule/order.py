"""What comes first when tasks wait for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def in_order(waits_for: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys, each after all that it waits for; keys that are not there hold nothing up.

    Raises:
        ValueError: some wait for each other; the sentence names them, “a → b → a”.
    """
    known = {
        key: [other for other in others if other in waits_for] for key, others in waits_for.items()
    }
    try:
        return list(TopologicalSorter(known).static_order())
    except CycleError as error:
        circle = _from_first(error.args[1][:0:-1], list(known))
        raise ValueError(f"These wait for each other: {' → '.join(circle)}.") from None


def _from_first(circle: list[str], keys: list[str]) -> list[str]:
    """The circle from its member that was given first, round to the same."""
    start = circle.index(min(circle, key=keys.index))
    return [*circle[start:], *circle[: start + 1]]
