"""Reads the rows of a file one by one, whether it is text or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO
from zipfile import BadZipFile

from accounts.exchange.rules import text
from accounts.exchange.rules.text import NoTable

Cell = str | Decimal | date | bool
"""A workbook knows numbers and dates; text has them spelled."""
START = 256 * 1024
MOST_COLUMNS = 500
EMPTY = "This file is empty. Send one with a row of column names and rows below it."
NO_WORKBOOK = "This workbook cannot be opened. Save it as XLSX or CSV and send it once more."


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written; without an encoding it is a workbook."""

    encoding: str = ""
    separator: str = ""


def form_of(content: BinaryIO, *, is_workbook: bool) -> Form:
    """How a file is written.

    Raises:
        NoTable: it is no text.
    """
    if is_workbook:
        return Form()
    encoding = text.encoding_of(content)
    content.seek(0)
    start = content.read(START)
    decoded = start[: len(start) // 2 * 2].decode(encoding, errors="ignore")
    if decoded[:4] == "sep=" and decoded[4:5] in text.SEPARATORS:  # how Excel is told
        return Form(encoding, decoded[4])
    return Form(encoding, text.separator_of(decoded))


def rows(content: BinaryIO, form: Form) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that hold anything, each with its number; the first are the heads.

    Raises:
        NoTable: there are none, or somewhere the file is broken.
    """
    found = _of_text(content, form) if form.encoding else _of_workbook(content)
    is_empty = True
    for number, row in found:
        if any(cell != "" for cell in row):
            is_empty = False
            if len(row) > MOST_COLUMNS:
                raise NoTable(f"Row {number} has more than {MOST_COLUMNS} columns.")
            yield number, row
    if is_empty:
        raise NoTable(EMPTY)


def _of_text(content: BinaryIO, form: Form) -> Iterator[tuple[int, list[Cell]]]:
    content.seek(0)
    wrapper = TextIOWrapper(content, encoding=form.encoding, newline="")
    try:
        yield from _lines(wrapper, form)
    finally:
        wrapper.detach()  # or the file would be closed with it


def _lines(wrapper: TextIOWrapper, form: Form) -> Iterator[tuple[int, list[Cell]]]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(wrapper, delimiter=form.separator or ","), 1):
            if number == 1 and row and row[0].startswith("sep="):
                continue
            yield number, [cell.strip() for cell in row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise NoTable(f"The file cannot be read behind row {number}: {error}.") from error


def _of_workbook(content: BinaryIO) -> Iterator[tuple[int, list[Cell]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - 8 MB that few requests need
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    content.seek(0)
    try:
        book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
        sheet: Any = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_cell(value) for value in row]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        raise NoTable(NO_WORKBOOK) from error


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool | date) and not isinstance(value, datetime):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float):
        return Decimal(repr(value))
    return f"{value:%H:%M}" if isinstance(value, time) else str(value).strip()


def spelled(cell: Cell) -> str:
    """A cell as text: “2026-11-24”, “1234.5”, “Yes”."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, Decimal):
        return f"{cell:f}".removesuffix(".0")
    return cell.isoformat() if isinstance(cell, date) else cell


def heads(row: Sequence[Cell]) -> list[str]:
    """The names of the columns; one without a name is called by its number."""
    return [spelled(cell)[:200] or f"Column {number}" for number, cell in enumerate(row, 1)]
