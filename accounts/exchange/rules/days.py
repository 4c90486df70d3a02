"""Dates as people write them, and which of their two numbers is the day."""

from __future__ import annotations

import re
from datetime import date

from accounts.exchange.choices import DayOrder
from accounts.exchange.rules.tables import Cell

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:[T ,].*)?")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:[T ,].*)?")
NAMED = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,})\.?,?[ -](\d{4})(?:[T ,].*)?")
NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2}),? (\d{4})(?:[T ,].*)?")
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan jän", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt",
         "nov", "dec dez"), 1)
    for name in names.split()
}  # fmt: skip
NO_DATE = "This is no date. Write it as 2026-11-24."


def read(cell: Cell, order: str) -> date:
    """A day, in ISO, German, British or American form.

    Args:
        cell: what stands in the file.
        order: a DayOrder for dates with slashes.

    Raises:
        ValueError: it is none; in words.
    """
    if isinstance(cell, date):
        return cell
    try:
        return _read(str(cell).strip(), order)
    except ValueError as error:
        raise ValueError(NO_DATE) from error


def vote(cell: Cell) -> str | None:
    """Which order a value proves; "?" where it may be read both ways, None where it says nothing.

    “24/11/2026” proves the day first, “03/04/2026” is in doubt, “03/03/2026” is the same in both.
    """
    found = SLASHED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if first == second:
        return None
    if first > 12:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > 12 else "?"


def _read(text: str, order: str) -> date:
    if found := ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := GERMAN.fullmatch(text):
        return date(_year(found[3]), int(found[2]), int(found[1]))
    if found := SLASHED.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if order == DayOrder.MONTH_FIRST else (first, second)
        return date(_year(found[3]), month, day)
    if found := NAMED.fullmatch(text):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    if found := NAMED_FIRST.fullmatch(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError(text)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 69 else 1900 + year


def _month(name: str) -> int:
    return MONTHS.get(name[:3].lower(), 0)
