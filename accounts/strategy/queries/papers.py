"""What a page says of the plan on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.clients.models import Account
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


def papers_of(account: Account, now: datetime) -> Papers:
    """Two queries; the second only while the newest is not ready."""
    rows = PlanPaper.objects.filter(account=account).select_related("requested_by")
    newest = rows.first()
    ready = newest
    if newest and newest.state != PaperState.READY:
        ready = rows.filter(state=PaperState.READY).first()
    return Papers(newest, ready, papers.waits_long(newest, now))
