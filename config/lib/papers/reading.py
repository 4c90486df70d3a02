"""What a page says of a document that is wanted."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.lib.papers.models import Paper, PaperState

PATIENCE = timedelta(minutes=1)
"""After this a page says that no worker has taken a document yet."""


def is_pending(paper: Paper) -> bool:
    """Whether a document waits for a worker, or has one."""
    return paper.state in {PaperState.WANTED, PaperState.RUNNING}


def has_failed(paper: Paper) -> bool:
    return paper.state == PaperState.FAILED


def waits_long(paper: Paper | None, now: datetime) -> bool:
    """Whether no worker has begun a document although it was wanted a while ago."""
    if paper is None or paper.state != PaperState.WANTED or paper.attempts:
        return False
    return now - paper.requested_at > PATIENCE


def seen(paper: Paper | None, *, waits_long: bool) -> str:
    """A word for the state that a page shows."""
    if paper is None:
        return "nothing"
    return f"{paper.pk}-{paper.state}-{paper.attempts}-{'long' if waits_long else 'short'}"
