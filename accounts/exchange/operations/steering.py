"""Somebody starts an import, gives it up, or starts it again."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from accounts.exchange.choices import WORKING, ImportState
from accounts.exchange.models import Import
from accounts.exchange.operations import keeping
from accounts.exchange.operations.receiving import Refused
from accounts.exchange.queries.progress import begin, cancel_key, is_silent
from config.lib import words

REMEMBERED = 3600
"""Seconds for which a worker is told to stop."""


@transaction.atomic
def start(import_id: int, *, skips_wrong: bool, now: datetime) -> Import:
    """Let the worker import a file that was checked; sent twice, it is imported once.

    Raises:
        Refused: it was not checked, or rows are wrong and nobody said to leave them out.
    """
    row = Import.objects.select_for_update().get(pk=import_id)
    if row.state in {ImportState.WANTED, ImportState.RUNNING, ImportState.DONE}:
        return row
    if row.state != ImportState.CHECKED:
        raise Refused("Check this file first. Nothing was imported.")
    if row.wrong and not skips_wrong:
        raise Refused(
            f"{words.count(row.wrong, 'row')} of this file cannot be imported. Correct the file and"
            " send it again, or choose to import the good rows."
        )
    if row.rows == row.wrong:
        raise Refused("No row of this file is right, so there is nothing to import.")
    begin(row.pk, now)
    row.state, row.skips_wrong, row.attempts, row.error = ImportState.WANTED, skips_wrong, 0, ""
    row.save()
    return row


def cancel(import_id: int, *, now: datetime) -> Import:
    """Give an import up; a worker that is at it stops at its next rows, and writes nothing.

    Nothing of what it was doing is kept, and its file is deleted. What is over stays as it is.
    """
    row = Import.objects.get(pk=import_id)
    if row.state in WORKING and not is_silent(row, now):
        cache.set(cancel_key(import_id), True, REMEMBERED)
    elif not row.is_over:
        _end(row, now)
    return Import.objects.get(pk=import_id)


@transaction.atomic
def again(import_id: int, *, now: datetime) -> Import:
    """Start anew what has failed, or whose worker gives no sign of life: with the check.

    A worker that was only slow finds at its end that it holds the import no more, and writes
    nothing.

    Raises:
        Refused: its file is gone, or a worker is at it.
    """
    row = Import.objects.select_for_update().get(pk=import_id)
    if row.is_over or not row.file:
        raise Refused("Its file is gone. Send it again.")
    if row.is_waiting and not (row.state in WORKING and is_silent(row, now)):
        return row
    begin(row.pk, now)
    row.state, row.claimed_until = ImportState.CHECK_WANTED, None
    row.attempts, row.error = 0, ""
    row.save()
    return row


def _end(row: Import, now: datetime) -> None:
    ended = Import.objects.filter(pk=row.pk, state=row.state).update(
        state=ImportState.CANCELLED, finished_at=now, claimed_until=None
    )
    if ended:
        forget_file(row)
        keeping.forget(row)


def forget_file(row: Import) -> None:
    """Delete the file of an import, which nobody needs any more."""
    if row.file:
        name = row.file.name or ""
        Import.objects.filter(pk=row.pk).update(file="", sample=[])
        row.file.storage.delete(name)
