"""The wrong rows go back as a file of the same form, with a column that says what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from django.core.files import File

from accounts.exchange.models import Import
from accounts.exchange.queries.lines import Line
from accounts.exchange.rules.tables import spelled

HEAD = "What is wrong"
IN_MEMORY = 1024 * 1024


class WrongRows:
    """Collects wrong rows while a file is checked; those of text as text, others in a workbook.

    They are as they were sent, so that they can be corrected and sent again.
    """

    def __init__(self, of: Import) -> None:
        self.of, self.count = of, 0
        self.file: IO[bytes] = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - kept open
        self.heads = [head for head in of.heads if head != HEAD]
        self.places = [place for place, head in enumerate(of.heads) if head != HEAD]
        self._text: TextIOWrapper | None = None
        self._book: Any = None
        self._sheet: Any = None

    def add(self, line: Line) -> None:
        said = " ".join(
            f"{wrong.column}: {wrong.sentence}" if wrong.column else wrong.sentence
            for wrong in line.wrong
        )
        cells = [line.cells[place] if place < len(line.cells) else "" for place in self.places]
        if not self.count:
            self._begin()
        self.count += 1
        self._write([*cells, said])

    def keep(self) -> str:
        """Store the file, if there are any; returns its name in the storage."""
        if not self.count:
            return ""
        if self._text is not None:
            self._text.flush()
        else:
            self._book.save(self.file)
        self.file.seek(0)
        self.of.wrong_file.save("wrong", File(self.file), save=False)
        return self.of.wrong_file.name or ""

    def close(self) -> None:
        """Let go of what was not stored."""
        if self._text is not None and not self._text.closed:
            self._text.close()
        self.file.close()

    def _begin(self) -> None:
        if self.of.encoding:
            encoding = "utf-8-sig" if self.of.encoding.startswith("utf-8") else self.of.encoding
            self._text = TextIOWrapper(self.file, encoding=encoding, newline="", errors="replace")
        else:
            from openpyxl import Workbook  # noqa: PLC0415 - 8 MB that few requests need

            self._book = Workbook(write_only=True)
            self._sheet = self._book.create_sheet("Wrong rows")
        self._write([*self.heads, HEAD])

    def _write(self, cells: Sequence[Any]) -> None:
        if self._text is not None:
            rows = csv.writer(self._text, delimiter=self.of.separator or ",")
            rows.writerow([spelled(cell) for cell in cells])
            return
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell  # noqa: PLC0415

        row = []
        for cell in cells:
            if not isinstance(cell, str):
                row.append(cell)
                continue
            text = WriteOnlyCell(self._sheet, value=ILLEGAL_CHARACTERS_RE.sub("", cell))
            text.data_type = "s"  # never a formula
            row.append(text)
        self._sheet.append(row)
