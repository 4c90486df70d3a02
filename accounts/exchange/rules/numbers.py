"""Numbers as people write them, and which sign stands before their decimals."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from accounts.exchange.choices import Mark
from accounts.exchange.rules.tables import Cell

AROUND = re.compile(r"[\s'’_€$£¥₹]|\b[A-Z]{3}\b")
"""Signs of currencies and gaps between thousands."""
ONE_MARK = re.compile(r"-?(\d+)[.,](\d+)")
GROUPED = {
    Mark.POINT: re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"),
    Mark.COMMA: re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?"),
}
SCIENTIFIC = re.compile(r"[-+]?\d(\.\d+)?[eE][-+]?\d{1,2}")
NO_NUMBER = "This is no number. Write it as {}."


def read(cell: Cell, mark: str) -> Decimal:
    """A number, with or without thousands set apart and a currency beside it.

    Args:
        cell: what stands in the file.
        mark: a Mark, the sign before the decimals.

    Raises:
        ValueError: it is none, or its marks stand in the wrong places; in words.
    """
    if isinstance(cell, Decimal):
        return cell
    text = _plain(cell)
    if SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    if not GROUPED[Mark(mark)].fullmatch(text):
        raise ValueError(NO_NUMBER.format("1234,50" if mark == Mark.COMMA else "1234.50"))
    other = "." if mark == Mark.COMMA else ","
    try:
        return Decimal(text.replace(other, "").replace(mark, "."))
    except InvalidOperation as error:
        raise ValueError(NO_NUMBER.format("1234.50")) from error


def vote(cell: Cell) -> str | None:
    """Which mark a value proves; "?" where it may be read both ways, None where it says nothing.

    “1.234,5” and “0,75” prove the comma, “1.234.567” does, too; “1.234” is in doubt.
    """
    text = "" if isinstance(cell, Decimal) else _plain(cell)
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return Mark.POINT if text.rindex(".") > text.rindex(",") else Mark.COMMA
    if points + commas == 0:
        return None
    sign, other = (Mark.POINT, Mark.COMMA) if points else (Mark.COMMA, Mark.POINT)
    if points + commas > 1:
        return other
    found = ONE_MARK.fullmatch(text)
    if found is None:
        return None
    may_be_grouped = len(found[2]) == 3 and len(found[1]) < 4 and not found[1].startswith("0")
    return "?" if may_be_grouped else sign


def _plain(cell: Cell) -> str:
    return AROUND.sub("", str(cell)).strip()
