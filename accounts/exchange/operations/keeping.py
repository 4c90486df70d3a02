"""What becomes of each row of a file is kept, until the import and its file are forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import connection

from accounts.exchange.models import FileRow, Import
from accounts.exchange.queries.telling import Told

TABLE = FileRow._meta.db_table
COLUMNS = ("of_id", *Told._fields)


def write(of: Import, rows: Sequence[Told]) -> None:
    """Keep what becomes of some rows of a file; one statement.

    There are as many of them as rows in the file, so they go past the ORM, which would take as long
    for them as the import does for unchanged rows.
    """
    names = ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying: Any = cursor
            with copying.copy(f"COPY {TABLE} ({names}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row((of.pk, *row))
        elif rows:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(
                f"INSERT INTO {TABLE} ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
                [(of.pk, *row) for row in rows],
            )


def forget(of: Import) -> None:
    """Delete what became of the rows of an import; one query."""
    FileRow.objects.filter(of=of)._raw_delete(FileRow.objects.db)


class SetAside:
    """What a check finds of each row, on disk until its end.

    So nothing of a check is in the database before all of it is, nobody has to wait for a check
    that writes, and memory does not grow with the file.
    """

    def __init__(self, of: Import) -> None:
        self.of = of
        self.file: IO[str] = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - kept open

    def add(self, rows: Sequence[Told]) -> None:
        """Take rows of one chunk."""
        self.file.write(f"{json.dumps(rows)}\n")

    def keep(self) -> None:
        """Write all of them in the place of earlier ones; within the caller’s transaction."""
        forget(self.of)
        for rows in self._chunks():
            write(self.of, rows)

    def close(self) -> None:
        self.file.close()

    def _chunks(self) -> Iterator[list[Told]]:
        self.file.seek(0)
        for line in self.file:
            yield [Told(*values) for values in json.loads(line)]
