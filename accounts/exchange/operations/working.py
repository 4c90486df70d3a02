"""The worker takes up imports that wait: it checks them, or writes them in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import Exists, F, OuterRef, Q

from accounts.exchange.choices import ImportState
from accounts.exchange.models import FileRow, Import, Problem
from accounts.exchange.operations import keeping
from accounts.exchange.operations.returning import WrongRows
from accounts.exchange.operations.running import CannotImport, GivenUp, Run
from accounts.exchange.operations.steering import forget_file
from accounts.exchange.permissions import kinds_for
from accounts.exchange.queries.lines import Line
from accounts.exchange.queries.progress import cancel_key
from accounts.exchange.rules.text import NoTable
from config.lib import acting

WORKING = "accounts.exchange.tasks.work"
"""What the queue calls the sweep over imports that wait."""
LEASE = timedelta(minutes=11)
"""Longer than any task may run: behind it a worker is gone, and another takes the import up."""
ATTEMPTS = 3
LISTED = 5000
"""So many mistakes are listed on the page; the file of wrong rows has all."""
FORGOTTEN_AFTER = timedelta(days=14)
"""For so long the wrong rows, and files that nobody went on with, can be had."""

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class NotHeld(Exception):
    """Somebody else has taken the import up meanwhile; nothing of this is kept."""


def work_due(*, clock: Clock) -> int:
    """Take up what waits, one after the other; returns how many were."""
    due = list(Import.objects.due(clock()).order_by("sent_at").values_list("pk", flat=True))
    return sum(work(import_id, clock=clock) for import_id in due)


def work(import_id: int, *, clock: Clock) -> bool:
    """Check or import a file; false where another worker has it, or it waits no more.

    The claim is one conditional update. All rows are written in one transaction that also says
    that it is done: a worker that is killed leaves nothing, and its import is taken up again.
    """
    row = _claim(import_id, clock())
    if row is None:
        return False
    try:
        if row.attempts > ATTEMPTS:
            raise CannotImport("The worker stopped each time. Send the file again in parts.")
        if row.kind not in kinds_for(row.by):
            raise CannotImport(f"{row.by} may not bring these in any more. Nothing was imported.")
        if row.state == ImportState.CHECKING:
            _check(row, clock)
        else:
            _import(row, clock)
    except GivenUp:
        if _settle(row, state=ImportState.CANCELLED, finished_at=clock()):
            forget_file(row)
            keeping.forget(row)
        cache.delete(cancel_key(row.pk))
    except (CannotImport, NoTable) as why:
        _settle(row, state=ImportState.FAILED, error=str(why), finished_at=clock())
    except NotHeld:
        logger.warning("Import %s was taken up by somebody else", row.pk)
    except DatabaseError:
        logger.exception("Import %s could not be written", row.pk)
        _settle(row, state=ImportState.FAILED, error=BUSY, finished_at=clock())
    return True


BUSY = (
    "The database refused it, mostly because somebody changed the same rows at that moment. "
    "Nothing was imported. Check the file again."
)


def forget_old(*, now: datetime) -> int:
    """Delete the files of imports that nobody has touched for two weeks, and what stands in them
    and became of them; returns how many.
    """
    told = FileRow.objects.filter(of=OuterRef("pk"))
    has_files = ~Q(file="", wrong_file="")
    old = Import.objects.filter(has_files | Exists(told), sent_at__lt=now - FORGOTTEN_AFTER)
    count = 0
    for row in old.exclude(state__in=[ImportState.CHECKING, ImportState.RUNNING]):
        forget_file(row)
        if row.wrong_file:
            row.wrong_file.storage.delete(row.wrong_file.name or "")
        Import.objects.filter(pk=row.pk).update(wrong_file="")
        Import.objects.filter(pk=row.pk).exclude(
            state__in=[ImportState.DONE, ImportState.CANCELLED]
        ).update(state=ImportState.CANCELLED, finished_at=now)
        row.problems.all().delete()
        keeping.forget(row)
        count += 1
    return count


def _claim(import_id: int, now: datetime) -> Import | None:
    for waits, works in (
        (ImportState.CHECK_WANTED, ImportState.CHECKING),
        (ImportState.WANTED, ImportState.RUNNING),
    ):
        mine = Import.objects.due(now).filter(pk=import_id, state__in=[waits, works])
        claim = {"state": works, "claimed_until": now + LEASE, "attempts": F("attempts") + 1}
        if mine.update(**claim):
            return Import.objects.select_related("by__team").get(pk=import_id)
    return None


def _check(row: Import, clock: Clock) -> None:
    """Say what each row would do; nothing but that is written."""
    run = Run(row, clock)
    row.problems.all().delete()
    doubts = run.doubts()
    if doubts:
        _settle(row, state=ImportState.COLUMNS, doubts=doubts, readings=row.readings)
        return
    before = row.wrong_file.name or ""
    with closing(WrongRows(row)) as wrong_rows, closing(keeping.SetAside(row)) as rows:
        problems = _gone_through(row, run, wrong_rows, rows)
        after = wrong_rows.keep()
        said = {"readings": row.readings, "wrong_file": after, **vars(run.counts)}
        try:
            with transaction.atomic():
                Problem.objects.bulk_create(problems, batch_size=1000)
                rows.keep()
                if not _settle(row, state=ImportState.CHECKED, **said):
                    raise NotHeld
        except NotHeld:
            before = after
            raise
        finally:
            if before:
                row.wrong_file.storage.delete(before)


def _gone_through(
    row: Import, run: Run, wrong_rows: WrongRows, rows: keeping.SetAside
) -> list[Problem]:
    """The first mistakes of a file, all of which is looked at."""
    problems: list[Problem] = []
    for lines in run.lines():
        rows.add(run.telling.rows(lines))
        for line in (line for line in lines if line.wrong):
            wrong_rows.add(line)
            if len(problems) < LISTED:
                problems += _problems(row, line)
    return problems


def _problems(row: Import, line: Line) -> list[Problem]:
    return [
        Problem(
            of=row,
            row=line.number,
            column=wrong.column[:200],
            value=wrong.value.replace("\x00", "�")[:200],
            sentence=wrong.sentence[:400],
        )
        for wrong in line.wrong
    ]


def _import(row: Import, clock: Clock) -> None:
    run, now = Run(row, clock), clock()
    with acting.by(row.by_id, at=now), transaction.atomic():
        run.write(now)
        counts = vars(run.counts)
        if not _settle(row, state=ImportState.DONE, finished_at=clock(), **counts):
            raise NotHeld
    forget_file(row)


def _settle(row: Import, **said: object) -> bool:
    """Say how it ended, if this worker still holds it."""
    mine = Import.objects.filter(pk=row.pk, state=row.state, claimed_until=row.claimed_until)
    return bool(mine.update(claimed_until=None, **said))
