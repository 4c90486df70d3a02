"""Items that wait for each other, so that none of them could ever begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def circle(waits_for: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys of a circle, each followed by what it waits for; empty where there is none."""
    known = {key: [one for one in ones if one in waits_for] for key, ones in waits_for.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        found = list(error.args[1][:0:-1])  # the sorter names what waits last
        start = found.index(min(found, key=list(known).index))
        return [*found[start:], *found[:start]]
    return []


def in_words(names: Sequence[str]) -> str:
    """A circle as a sentence that names every item of it."""
    if len(names) == 1:
        return f"{names[0]} would wait for itself."
    first, *others = names
    steps = ", which waits for ".join([*others, first])
    return f"{first} waits for {steps}. None of them could begin."
