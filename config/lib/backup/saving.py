"""Writes a site into an archive."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db import models

from config.lib.backup import database, rows
from config.lib.backup.archive import Sink, Writer
from config.lib.backup.keys import fingerprints
from config.lib.backup.names import Names
from config.lib.backup.tables import LEFT_OUT, MIGRATIONS, Table, tables_of
from config.lib.version import VERSION

MEMBER_BYTES = 4 * 1024 * 1024
"""Lines of a table that travel in one member, before they are pressed."""
BLOCK = 1024 * 1024

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What went into an archive."""

    row_count: int
    file_count: int
    missing: list[str]
    digest: str


def save(out: Sink, *, now: datetime, say: Say) -> Saved:
    """Write the site as it is at this moment into `out`, while people go on working.

    The rows are those of one snapshot. The files are copied afterwards: a file is written once,
    before the row that names it, and never changed. One that has gone meanwhile is reported.

    Raises:
        UnknownDatabase: the database is empty, or newer code has migrated it.
    """
    with Names() as names, ExitStack() as stack:
        with database.snapshot() as connection:
            steps, tables = tables_of(connection)
            head = {
                "product_version": VERSION,
                "made_at": now.isoformat(),
                "database": connection.vendor,
                "keys": fingerprints(),
                "migrations": sorted(steps),
            }
            writer = stack.enter_context(Writer(out, head))
            counts = {table.name: _save_table(writer, table, names, say) for table in tables}
            _report_strangers(connection.introspection.table_names(), tables, say)
        say(f"Copying {names.count} files")
        missing = [name for name in names if not _save_file(writer, name)]
    for name in missing:
        say(f"Gone: {name}")
    file_count = names.count - len(missing)
    digest = writer.close({"rows": counts, "files": file_count, "missing": missing})
    return Saved(sum(counts.values()), file_count, missing, digest)


def _save_table(writer: Writer, table: Table, names: Names, say: Say) -> int:
    """Write the rows of a table, and note the files they name; returns how many rows."""
    count = 0
    for number, lines in enumerate(_portions(_noting(table, names)), start=1):
        member = f"tables/{table.name}/{number:06}.jsonl.gz"
        writer.add_bytes(member, gzip.compress(b"".join(lines), compresslevel=6, mtime=0))
        count += len(lines)
    if count:
        say(f"{table.name}: {count} rows")
    return count


def _noting(table: Table, names: Names) -> Iterator[bytes]:
    """The lines of a table, while the names of its files are put down."""
    places = file_places(table)
    for row in rows.read(table):
        for place in places:
            if row[place]:
                names.add(row[place])
        yield rows.to_line(row)


def file_places(table: Table) -> list[int]:
    """Which columns of a table name files."""
    return [n for n, field in enumerate(table.fields) if isinstance(field, models.FileField)]


def _portions(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines in portions of some megabytes."""
    portion: list[bytes] = []
    size = 0
    for line in lines:
        portion.append(line)
        size += len(line)
        if size >= MEMBER_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _save_file(writer: Writer, name: str) -> bool:
    """Copy a file of the storage; false when it has gone.

    It goes over the disk first: its size and its digest stand before it in the archive.
    """
    with TemporaryFile() as copy:
        try:
            with default_storage.open(name, "rb") as file:
                size, digest = _copy(file, copy)
        except (FileNotFoundError, SuspiciousOperation):
            return False
        copy.seek(0)
        writer.add(f"files/{name}", copy, size, digest)
    return True


def _copy(source: Any, target: Any) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while block := source.read(BLOCK):
        target.write(block)
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def _report_strangers(found: Iterable[str], tables: Iterable[Table], say: Say) -> None:
    """Say which tables of the database stay out, because nothing here knows them."""
    known = {table.name for table in tables} | LEFT_OUT | {MIGRATIONS}
    for name in sorted(set(found) - known):
        say(f"Left out: the table {name}, which is not Changeover’s")
