"""What a field held and holds, in words that are the same for every reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Field

from config.lib import words
from config.lib.countries import COUNTRIES

LONGEST = 400
"""Letters of a value that are shown; of a longer one the part that differs."""
BEFORE_IT = 40
BETWEEN, BEHIND = "\x1f", "\x1e"
"""What stands between the parts of a change, and behind it. No text that people see has them, so a
search of the joined text finds what they see, quotes and all.
"""
NOWHERE_ELSE = str.maketrans("", "", BETWEEN + BEHIND)


class Change(NamedTuple):
    """A field by its label, with what it held and what it holds then, in words."""

    label: str
    before: str
    after: str


def joined(changes: Iterable[Change]) -> str:
    """Changes as one text; `parted` has them again."""
    return "".join(
        f"{BETWEEN.join(part.translate(NOWHERE_ELSE) for part in change)}{BEHIND}"
        for change in changes
    )


def parted(text: str) -> list[Change]:
    return [Change(*one.split(BETWEEN)) for one in text.split(BEHIND)[:-1]]


def in_words(field: Field[Any, Any], value: Any) -> str:
    """A value of a plain field: the label of a choice, the name of a country, “1,200.50”."""
    if value is None or value == "":
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "country":
        return COUNTRIES.get(value, str(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return words.kept_day(value) if isinstance(value, date) else str(value)


def beside(before: str, after: str) -> tuple[str, str]:
    """Two texts, of which long ones are cut so that the first difference is among what is left."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    same = next(
        (place for place, (one, other) in pairs if one != other), min(len(before), len(after))
    )
    start = max(0, same - BEFORE_IT)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + LONGEST]
    end = "…" if len(text) > start + LONGEST else ""
    return f"{'…' if start and part else ''}{part}{end}"
