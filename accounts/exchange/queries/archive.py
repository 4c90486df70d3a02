"""Everything that the site knows in one file, to be taken elsewhere.

No passwords, sign-ins, sessions, second factors or links of invitations: whoever has the archive
cannot come in by it. Those belong to a backup.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connection, transaction
from django.db.models import Field, Model

from accounts.exchange.queries.tables import (
    columns,
    file_fields,
    file_name,
    leads_out,
    table_name,
    tables,
)
from accounts.exchange.rules.archive import FORMAT, MANIFEST, NOTHING, VERSION, Kept, written

CHUNK = 2000
PIECE = 1024 * 1024


def write(*, now: datetime) -> IO[bytes]:
    """An archive of one moment, in a temporary file that is open at its start.

    It is written to disk before it is sent: who downloads it slowly keeps nobody from writing.
    """
    file = TemporaryFile()  # noqa: SIM115 - sent from there
    with transaction.atomic(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _one_moment()
        kept = [_table(archive, model) for model in tables()]
        kept += _files(archive)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": now.isoformat(),
            "nothing": NOTHING,
            "files": [asdict(one) for one in kept],
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    file.seek(0)
    return file


def _one_moment() -> None:
    """Read all tables as they are now, whatever is written meanwhile."""
    if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


class _Hashing:
    """Writes into an entry of an archive and counts the bytes into its hash."""

    def __init__(self, entry: IO[bytes]) -> None:
        self.entry, self.hash = entry, sha256()

    def write(self, piece: bytes) -> None:
        self.hash.update(piece)
        self.entry.write(piece)


def _table(archive: ZipFile, model: type[Model]) -> Kept:
    fields, name, count = columns(model), table_name(model), 0
    with archive.open(name, "w", force_zip64=True) as entry:
        out = _Hashing(entry)
        for line in _lines(model, fields):
            count += 1
            out.write(line)
    return Kept(name, out.hash.hexdigest(), count - 1)


def _lines(model: type[Model], fields: list[Field[Any, Any]]) -> Iterator[bytes]:
    text = _Text()
    writer = csv.writer(text)
    writer.writerow([field.attname for field in fields])
    yield text.taken()
    names = [field.attname for field in fields]
    out = {place for place, field in enumerate(fields) if leads_out(field)}
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        told = (None if place in out else value for place, value in enumerate(row))
        writer.writerow([written(field, value) for field, value in zip(fields, told, strict=True)])
        yield text.taken()


class _Text:
    """What a csv.writer writes to, a row at a time."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> int:
        self.parts.append(text)
        return len(text)

    def taken(self) -> bytes:
        text, self.parts = "".join(self.parts), []
        return text.encode()


def _files(archive: ZipFile) -> Iterator[Kept]:
    """The files of rows; one that has vanished from its place is left out."""
    for model, field in file_fields():
        named = model._base_manager.exclude(**{field.name: ""}).order_by("pk")
        for row in named.only(field.name).iterator(chunk_size=CHUNK):
            try:
                content = getattr(row, field.name).open("rb")
            except FileNotFoundError:
                continue
            name = file_name(model, field, row.pk)
            with content, archive.open(name, "w", force_zip64=True) as entry:
                out = _Hashing(entry)
                while piece := content.read(PIECE):
                    out.write(piece)
            yield Kept(name, out.hash.hexdigest())
