"""What a page says of the plan on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.profile.queries.levels import Reach
from accounts.strategy.models import PlanPaper
from config.lib import papers
from config.lib.papers import PaperState


@dataclass(frozen=True, slots=True)
class Papers:
    """The newest paper of a plan, and the newest that can be read."""

    newest: PlanPaper | None
    ready: PlanPaper | None
    waits_long: bool

    @property
    def is_being_made(self) -> bool:
        return self.newest is not None and papers.is_pending(self.newest)

    @property
    def has_failed(self) -> bool:
        return self.newest is not None and papers.has_failed(self.newest)

    @property
    def seen(self) -> str:
        """What the reader sees now; a page that asks again with it learns only what is new."""
        return papers.seen(self.newest, waits_long=self.waits_long)


def papers_of(account: Account, now: datetime, reach: Reach) -> Papers:
    """Two queries; the second only while the newest is not ready."""
    rows = readable_papers(account, reach).select_related("requested_by")
    newest = rows.first()
    ready = newest
    if newest and newest.state != PaperState.READY:
        ready = rows.filter(state=PaperState.READY).first()
    return Papers(newest, ready, papers.waits_long(newest, now))


def readable_papers(account: Account, reach: Reach) -> QuerySet[PlanPaper]:
    """The papers of a plan that somebody may open."""
    rows = PlanPaper.objects.filter(account=account)
    return rows if reach.reads else rows.filter(level=Level.OPEN)


def level_for(reach: Reach) -> Level:
    """Of what level a paper is that somebody has made.

    Those who read everything get all of it; where nothing is confidential, all get the same.
    """
    is_partly_closed = any(stands_in_plan(*place) for place in reach.marks)
    return Level.CONFIDENTIAL if reach.reads and is_partly_closed else Level.OPEN


def stands_in_plan(book: str, section: str) -> bool:
    """Whether a section stands on the paper: those of the plan, and what was won."""
    return book == "plan" or (book, section) == ("profile", "pipeline")
