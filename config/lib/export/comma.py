"""CSV: UTF-8 with its mark, lines by RFC 4180, nothing that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from config.lib.export.sheet import STARTS_A_FORMULA, Fact, Line, Sheet, plain

MARK = "\ufeff"
NEXT_CELL = re.compile(r"(?:(?<=;)|(?<=.[\t\r\n]))(?=[ \"]*[=+\-@])", re.DOTALL)
"""Where a formula would begin for a spreadsheet that parts cells by semicolons or tabs.

Spreadsheets do so where the comma stands in numbers, and cut a text in two there.
"""


def parts(sheet: Sheet) -> Iterator[bytes]:
    """The file in parts, one for the heads and one for each chunk of rows."""
    yield _text([list(sheet.heads)], MARK)
    for chunk in sheet.chunks():
        yield _text(chunk)


def _text(lines: list[Line], start: str = "") -> bytes:
    text = StringIO(newline="")
    text.write(start)
    csv.writer(text, lineterminator="\r\n").writerows(
        [[safe(fact) for fact in line] for line in lines]
    )
    return text.getvalue().encode()


def safe(fact: Fact) -> str | Fact:
    """A fact that stays what it is when a spreadsheet opens the file; numbers stay numbers."""
    found = plain(fact)
    if isinstance(found, str):
        harmless = NEXT_CELL.sub("'", found)
        return f"'{harmless}" if harmless.startswith(STARTS_A_FORMULA) else harmless
    return found.isoformat(sep=" ") if isinstance(found, datetime) else found
