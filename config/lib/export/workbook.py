"""A workbook: real dates and numbers, a head that stays, texts that never become formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from config.lib.export.sheet import STARTS_A_FORMULA, Fact, Line, Sheet, plain

RISKY = (*STARTS_A_FORMULA, "#")
"""Texts that the writer would take for a formula or for an error, such as “#N/A”."""
LONGEST = 32_767
"""As many characters as a cell holds."""
WIDTH = 20
NARROWEST, WIDEST = 8, 60
AMOUNT = "#,##0.00"


def write(sheet: Sheet) -> IO[bytes]:
    """A temporary file with the workbook, at its beginning; rows go to disk as they come."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    chunks = sheet.chunks()
    first = next(chunks, [])
    for place, width in enumerate(_widths(sheet.heads, first), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.append(_bold(page, sheet.heads))
    for chunk in chain([first], chunks):
        for line in chunk:
            page.append([_cell(page, fact) for fact in line])
    _tell(book, sheet)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    book.save(file)
    file.seek(0)
    return file


def _tell(book: Workbook, sheet: Sheet) -> None:
    """The small sheet behind: who exported what, when, with which filters."""
    page = book.create_sheet("About")
    page.column_dimensions["A"].width = WIDTH
    page.column_dimensions["B"].width = 4 * WIDTH
    for label, text in sheet.about:
        page.append([*_bold(page, [label]), _cell(page, text)])


def _widths(heads: Sequence[str], lines: Sequence[Line]) -> list[int]:
    """As wide as what stands in a column; the first rows tell, as widths are written first."""
    longest = [len(head) for head in heads]
    for line in lines:
        longest = [max(known, _length(fact)) for known, fact in zip(longest, line, strict=False)]
    return [min(max(length + 2, NARROWEST), WIDEST) for length in longest]


def _length(fact: Fact) -> int:
    found = plain(fact)
    if found is None:
        return 0
    said = f"{found:,.2f}" if isinstance(found, Decimal) else str(found)
    return max(map(len, said.splitlines()), default=0)


def _bold(page: Any, texts: Iterable[str]) -> list[Any]:
    cells = []
    for text in texts:
        cell = _text(page, text)
        cell.font = Font(bold=True)
        cells.append(cell)
    return cells


def _cell(page: Any, fact: Fact) -> Any:
    found = plain(fact)
    if isinstance(found, Decimal):
        amount = WriteOnlyCell(page, value=found)  # type: ignore[arg-type]  # a number, too
        amount.number_format = AMOUNT
        return amount
    if not isinstance(found, str):
        return found
    text = ILLEGAL_CHARACTERS_RE.sub("", found)[:LONGEST]
    return _text(page, text) if text.startswith(RISKY) else text


def _text(page: Any, text: str) -> Any:
    """A cell that is a text, whatever it looks like."""
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell
