"""A worker makes the documents that are wanted, each once, whatever happens to workers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from config.lib.papers.models import Paper, PaperQuerySet, PaperState
from config.lib.pdf import Pdf

LEASE = timedelta(minutes=5)
"""How long a worker may take; after that another one takes the document up."""
ATTEMPTS = 3

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
P = TypeVar("P", bound=Paper)


def make_due(
    papers: PaperQuerySet[P], printing: Callable[[P], P], *, clock: Clock, within: timedelta
) -> int:
    """For a while, make documents that wait or whose worker has not come back.

    Returns:
        How many are ready now. The next sweep has the rest.
    """
    until = clock() + within
    due = list(papers.due(clock()).order_by("requested_at").values_list("pk", flat=True))
    made = [make(papers, pk, printing, clock=clock) for pk in due if clock() < until]
    return sum(paper is not None and paper.state == PaperState.READY for paper in made)


def make(
    papers: PaperQuerySet[P], paper_id: int, printing: Callable[[P], P], *, clock: Clock
) -> P | None:
    """Make a document; None when it is not due, or another worker has it.

    The claim is one conditional update with a lease that begins with this document, however long
    the ones before it took. What goes wrong is tried again, and after `ATTEMPTS` times the
    document has failed, with a sentence.

    Args:
        papers: all of their kind, with what `printing` needs of them.
        paper_id: which.
        printing: typesets it and calls `keep` or `fail`.
        clock: tells the time.
    """
    now = clock()
    claim = papers.due(now).filter(pk=paper_id)
    changed = claim.update(
        state=PaperState.RUNNING, claimed_until=now + LEASE, attempts=F("attempts") + 1
    )
    if not changed:
        return None
    paper = papers.get(pk=paper_id)
    if paper.attempts > ATTEMPTS:
        return fail(paper, "The worker stopped each time it was being made.")
    try:
        return printing(paper)
    except Exception as error:
        logger.exception("%s could not be made", paper)
        if paper.attempts >= ATTEMPTS:
            return fail(paper, f"It was tried {ATTEMPTS} times. The last problem: {_say(error)}")
        return _leave(paper, PaperState.WANTED, _say(error))


def keep(
    paper: P,
    document: Pdf,
    *,
    name: str,
    now: datetime,
    and_then: Callable[[], Any] = lambda: None,
) -> P:
    """Store the file, and count the document as ready if this worker still holds the claim.

    Then `and_then` is called in the same transaction.
    """
    paper.file.save(name, ContentFile(document.content), save=False)
    with transaction.atomic():
        held = _claimed(paper).update(
            state=PaperState.READY,
            file=paper.file.name,
            pages=document.pages,
            size=document.size,
            finished_at=now,
            claimed_until=None,
            error="",
        )
        if held:
            and_then()
    if not held:
        paper.file.storage.delete(paper.file.name or "")
    return _again(paper)


def fail(paper: P, sentence: str) -> P:
    """Give a document up, with a sentence that says why."""
    return _leave(paper, PaperState.FAILED, sentence)


def _leave(paper: P, state: PaperState, sentence: str) -> P:
    _claimed(paper).update(state=state, error=sentence, claimed_until=None)
    return _again(paper)


def _claimed(paper: Paper) -> Any:
    rows = type(paper)._default_manager.filter(pk=paper.pk)
    return rows.filter(state=PaperState.RUNNING, claimed_until=paper.claimed_until)


def _again(paper: P) -> P:
    return type(paper)._default_manager.get(pk=paper.pk)


def _say(error: Exception) -> str:
    """An error in a line, without the inner workings."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
