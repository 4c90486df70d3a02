"""Parts of a whole."""

from __future__ import annotations


def percent(part: int, whole: int) -> int:
    """A part in whole percent of all; 0 where there is nothing.

    Always rounded down: 34 of 41 are 82, and 100 means all of it.
    """
    return part * 100 // whole if whole else 0
