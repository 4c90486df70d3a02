"""The knowledge transfer document: somebody wants it, a worker makes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from accounts.clients.models import Account
from accounts.clients.permissions import reads_confidential
from accounts.people.models import User
from config.lib import papers, places
from config.lib.papers import Clock
from transitions.plans.choices import LogKind
from transitions.plans.operations import log
from transitions.plans.operations.locking import lock
from transitions.reports.choices import Edition
from transitions.reports.models import TransferPaper
from transitions.reports.operations.document.transfer import typeset
from transitions.reports.queries.transfer import (
    fingerprint,
    material,
    stamped,
    stamps_now,
    transfer_of,
)

MAKING = "transitions.reports.tasks.make_wanted_transfers"
"""What the queue calls the sweep over documents that are wanted."""
ROUND = timedelta(minutes=1)


def edition_for(user: User, account: Account) -> Edition:
    """The edition that somebody who sees an account may read; at most one query."""
    return Edition.FULL if reads_confidential(user, account) else Edition.OPEN


@transaction.atomic
def want(transition_id: int, *, by: User, now: datetime) -> TransferPaper:
    """Ask for the document in the edition that the person may read.

    What says the same as the newest costs nothing. The transition is locked, and one document of
    an edition waits or is made at a time, so two clicks ask for one.

    Raises:
        Transition.DoesNotExist: it has vanished.
    """
    transition = lock(transition_id)
    edition = edition_for(by, transition.account)
    rows = TransferPaper.objects.filter(transition=transition, edition=edition)
    waiting = rows.pending().first()
    if waiting:
        return waiting
    told = fingerprint(stamps_now(transition_id, edition, now))
    newest = rows.ready().first()
    if newest and newest.fingerprint == told and not _has_lost_its_file(newest):
        return newest
    return TransferPaper.objects.create(
        transition=transition,
        edition=edition,
        fingerprint=told,
        requested_by=by,
        requested_at=now,
    )


def make_due(*, clock: Clock) -> int:
    """For a minute, make documents that wait or whose worker is gone; returns how many."""
    rows = TransferPaper.objects.select_related("transition", "requested_by")
    return papers.make_due(rows, partial(_print, clock=clock), clock=clock, within=ROUND)


def _print(paper: TransferPaper, *, clock: Clock) -> TransferPaper:
    now, asks, edition = clock(), paper.requested_by, Edition(paper.edition)
    found = material(paper.transition_id, now)
    told = stamped(found, edition)
    with places.written_for(asks.locale if asks else places.BRITISH):
        document = typeset(transfer_of(found, edition), edition, told_at=now)
    TransferPaper.objects.filter(pk=paper.pk).update(
        stamps=told, fingerprint=fingerprint(told), told_at=now
    )
    made = f"Made the knowledge transfer document, {document.pages} pages"
    at = clock()
    note = partial(log.write, paper.transition, LogKind.REPORT, made, by=asks, at=at)
    return papers.keep(paper, document, name=f"{paper.pk}.pdf", now=at, and_then=note)


def _has_lost_its_file(paper: TransferPaper) -> bool:
    return not paper.file.storage.exists(paper.file.name or "")
