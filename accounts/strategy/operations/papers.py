"""The plan on one page: somebody wants it, a worker makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations.records import hold
from accounts.profile.queries.levels import EVERYTHING, Reach, marks, reach
from accounts.strategy.models import PlanPaper
from accounts.strategy.queries.papers import level_for
from accounts.strategy.queries.sheet import Sheet, Table, sheet
from config.lib import papers, pdf, places
from config.lib.papers import Clock, PaperState

T = TypeVar("T")

MAKING = "accounts.strategy.tasks.make_wanted"
"""What the queue calls the sweep over papers that are wanted."""
ROUND = timedelta(minutes=1)
STYLESHEET = "css/plan-pdf.css"
FITS: Sequence[tuple[int, int]] = (
    (10, 400),
    (8, 300),
    (6, 220),
    (5, 160),
    (4, 120),
    (3, 90),
    (2, 60),
)
"""How many rows of a table and letters of a text are tried, until all stands on one page."""


@transaction.atomic
def want(account_id: int, *, by: User, now: datetime) -> PlanPaper:
    """Ask for the plan on one page; what nobody has begun is brought up to date.

    The same plan gives the paper that exists, and costs nothing. The account is locked, so two
    clicks ask for one. Who does not read what is confidential gets a paper without it.
    """
    hold(account_id)
    account = Account.objects.select_related("owner").get(pk=account_id)
    level = level_for(reach(by, account))
    with places.written_for(by.locale):
        told = sheet(account, timezone.localdate(now), _reach(level, account)).fingerprint
    rows = PlanPaper.objects.filter(account=account, level=level)
    alive = rows.exclude(state=PaperState.FAILED)
    existing = alive.filter(fingerprint=told).first()
    if existing and not _has_lost_its_file(existing):
        return existing
    waiting = alive.filter(state=PaperState.WANTED).first()
    if waiting:
        waiting.fingerprint, waiting.requested_by = told, by
        waiting.save(update_fields=["fingerprint", "requested_by"])
        return waiting
    return PlanPaper.objects.create(
        account=account, level=level, fingerprint=told, requested_by=by, requested_at=now
    )


def close_all(account_id: int) -> None:
    """What is on paper of a plan, or on its way there, is for those who read what is confidential.

    Called while the account is locked, as a section becomes confidential: so is what a worker reads
    of it in this moment.
    """
    PlanPaper.objects.filter(account=account_id).update(level=Level.CONFIDENTIAL)


def make_due(*, clock: Clock) -> int:
    """For a minute, make papers that wait or whose worker has not come back; returns how many."""
    rows = PlanPaper.objects.select_related("account__owner", "requested_by")
    return papers.make_due(rows, partial(_print, clock=clock), clock=clock, within=ROUND)


def typeset(told: Sheet, *, created: datetime) -> pdf.Pdf:
    """Set a plan as a tagged PDF of one page: as much of it as fits."""
    for rows, letters in FITS:
        fitting = _shortened(told, rows, letters)
        context = {
            "sheet": fitting,
            "rows_of_facts": _in_pairs(fitting.facts),
            "rows_of_texts": _in_pairs(fitting.texts),
            "created": timezone.localtime(created),
        }
        document = pdf.make(render_to_string("pdf/plan.html", context), STYLESHEET)
        if document.pages == 1:
            break
    return document


def _print(paper: PlanPaper, *, clock: Clock) -> PlanPaper:
    now, asks = clock(), paper.requested_by
    with places.written_for(asks.locale if asks else places.BRITISH):
        reads = _reach(Level(paper.level), paper.account)
        told = sheet(paper.account, timezone.localdate(now), reads)
        document = typeset(told, created=now)
    PlanPaper.objects.filter(pk=paper.pk).update(fingerprint=told.fingerprint)
    return papers.keep(paper, document, name=f"{paper.pk}.pdf", now=clock())


def _reach(level: Level, account: Account) -> Reach:
    """What stands on a paper of a level."""
    return EVERYTHING if level == Level.CONFIDENTIAL else Reach(reads=False, marks=marks(account))


def _shortened(told: Sheet, rows: int, letters: int) -> Sheet:
    def short(text: str) -> str:
        return Truncator(text).chars(letters)

    return replace(
        told,
        account=Truncator(told.account).chars(120),
        texts=tuple((title, short(text)) for title, text in told.texts),
        tables=tuple(_cut(table, rows, short) for table in told.tables),
        halves=tuple(_cut(table, rows, short) for table in told.halves),
    )


def _cut(table: Table, rows: int, short: Callable[[str], str]) -> Table:
    rows = max(1, rows * table.weight // 100)
    more = len(table.rows) - rows
    foot = f"{table.foot} And {more} more." if more > 0 else table.foot
    return replace(
        table,
        rows=tuple(tuple(short(cell) for cell in row) for row in table.rows[:rows]),
        foot=foot.strip(),
    )


def _in_pairs(cells: Sequence[T]) -> list[Sequence[T]]:
    return [cells[start : start + 2] for start in range(0, len(cells), 2)]


def _has_lost_its_file(paper: PlanPaper) -> bool:
    name = paper.file.name or ""
    return paper.state == PaperState.READY and not paper.file.storage.exists(name)
