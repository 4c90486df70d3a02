"""Apostrophes as a typewriter has them, where the product writes ’."""

from __future__ import annotations

import re

STRAIGHT = re.compile(r"\w+'\w+|\w*s' [a-z]+|'(?:s|t|d|ll|re|ve)\b")


def straight(text: str) -> str:
    """The first of them in a text, with the word it stands in; empty where there is none."""
    found = STRAIGHT.search(text)
    return found[0] if found else ""
