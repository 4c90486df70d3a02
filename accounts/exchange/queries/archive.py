"""Everything about people, accounts and their profiles in one file, to be taken elsewhere.

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

from accounts.clients.models import Access, Account, Contact, Handover, Ownership
from accounts.exchange.models import ExternalId
from accounts.exchange.rules.archive import FORMAT, MANIFEST, NOTHING, VERSION, Kept, written
from accounts.people.models import (
    Absence,
    Calendar,
    Closure,
    Qualification,
    SavedView,
    Team,
    User,
)
from accounts.profile.models import (
    Contract,
    Document,
    Event,
    Interaction,
    NothingToTell,
    Opening,
    Opportunity,
    Preferences,
    Project,
    Rapport,
    Situation,
    Swot,
    SystemAccess,
    YearlyRevenue,
)

TABLES: tuple[type[Model], ...] = (
    *(Team, User, Calendar, Closure, Absence, Qualification, SavedView),
    *(Account, Ownership, Access, Handover, Contact),
    *(Document, Opening, Contract, Event, YearlyRevenue, Interaction, Opportunity, Project),
    *(SystemAccess, Preferences, Swot, Situation, NothingToTell, Rapport),
    ExternalId,
)
"""In this order; what refers to a row stands behind it, but for teams and their leads."""
SECRET: dict[type[Model], set[str]] = {User: {"password", "last_login"}}
CHUNK = 2000
PIECE = 1024 * 1024


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of a table that an archive keeps."""
    secret = SECRET.get(model, set())
    return [field for field in model._meta.concrete_fields if field.name not in secret]


def table_name(model: type[Model]) -> str:
    return f"{model._meta.db_table}.csv"


def document_name(document_id: int) -> str:
    return f"documents/{document_id}"


def write(*, now: datetime) -> IO[bytes]:
    """An archive of one moment, in a temporary file that is open at its start.

    It is written to disk before it is sent: who downloads it slowly keeps nobody from writing.
    """
    file = TemporaryFile()  # noqa: SIM115 - sent from there
    with transaction.atomic(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _one_moment()
        kept = [_table(archive, model) for model in TABLES]
        kept += _documents(archive)
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
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=CHUNK):
        writer.writerow([written(field, value) for field, value in zip(fields, row, strict=True)])
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


def _documents(archive: ZipFile) -> Iterator[Kept]:
    """The files of documents; one that has vanished from its place is left out."""
    for document in Document.objects.exclude(file="").order_by("pk").iterator(chunk_size=CHUNK):
        try:
            content = document.file.open("rb")
        except FileNotFoundError:
            continue
        name = document_name(document.pk)
        with content, archive.open(name, "w", force_zip64=True) as entry:
            out = _Hashing(entry)
            while piece := content.read(PIECE):
                out.write(piece)
        yield Kept(name, out.hash.hexdigest())
