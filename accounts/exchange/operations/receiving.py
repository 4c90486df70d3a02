"""A file is received, and somebody says what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.exchange.choices import ImportState, Kind, Source
from accounts.exchange.models import Import
from accounts.exchange.queries.kinds import KINDS
from accounts.exchange.queries.progress import begin
from accounts.exchange.rules import presets, tables
from accounts.exchange.rules.tables import spelled
from accounts.exchange.rules.text import NoTable
from accounts.people.models import User
from config.lib import words
from config.lib.kept_files.kinds import WrongFile, kind_of, safe_name

SAMPLE = 3
"""Rows that are shown beside the choice of columns."""
SHOWN = 60
"""Letters of a value that are shown there."""
ENDINGS = (".csv", ".txt", ".tsv", ".xlsx")


class Refused(Exception):
    """Why an import cannot go on, in words for whoever started it."""


def receive(upload: UploadedFile[bytes], kind: Kind, *, by: User, now: datetime) -> Import:
    """Keep a file until it is imported, and guess from its heads where it comes from.

    Raises:
        Refused: it is empty, too large, of another kind, or no table.
    """
    name, content = safe_name(str(upload.name)), cast(BinaryIO, upload)
    try:
        form = _checked(name, upload)
        found = list(islice(tables.rows(content, form), SAMPLE + 1))
    except (NoTable, WrongFile) as error:
        raise Refused(str(error)) from error
    heads = tables.heads(found[0][1])
    source, columns = presets.best(heads, kind, KINDS[kind].own_heads)
    row = Import(
        kind=kind,
        source=source,
        file_name=name,
        file_size=upload.size or 0,
        encoding=form.encoding,
        separator=form.separator,
        heads=heads,
        sample=[[_short(cell) for cell in cells] for _, cells in found[1:]],
        columns=columns,
        by=by,
        sent_at=now,
    )
    upload.seek(0)
    row.file.save(name, upload, save=False)
    row.save()
    return row


@transaction.atomic
def choose(
    import_id: int,
    *,
    source: Source,
    columns: Mapping[str, int],
    readings: Mapping[str, str],
    now: datetime,
) -> Import:
    """Say what the columns mean; the worker checks the file next. Nothing is imported by that.

    Raises:
        Refused: a worker is at it, or it is over.
    """
    row = Import.objects.select_for_update().get(pk=import_id)
    if row.is_waiting or row.is_over or not row.file:
        raise Refused("This file is being worked on, or is gone by now. Look at its page again.")
    begin(row.pk, now)
    row.source, row.columns, row.readings = source, dict(columns), dict(readings)
    row.state, row.attempts, row.error, row.doubts = ImportState.CHECK_WANTED, 0, "", {}
    row.save()
    return row


def _checked(name: str, upload: UploadedFile[Any]) -> tables.Form:
    size = upload.size or 0
    if size == 0:
        raise NoTable(f"“{name}” is empty.")
    if size > settings.IMPORT_MAX_BYTES:
        raise NoTable(
            f"“{name}” is larger than {words.file_size(settings.IMPORT_MAX_BYTES)}. Cut it into "
            "parts, each with the row of column names."
        )
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise NoTable(f"“{name}” is no table. Send a CSV or XLSX file.")
    content = cast(BinaryIO, upload)
    if ending == ".xlsx":
        kind_of(name, content)
    return tables.form_of(content, is_workbook=ending == ".xlsx")


def _short(cell: tables.Cell) -> str:
    text = spelled(cell)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
