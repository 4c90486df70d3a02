"""What the page of a knowledge transfer document shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import User
from accounts.profile.queries.levels import Reach
from config.lib import papers
from config.lib.papers import PaperState
from transitions.plans.models import Transition
from transitions.reports.choices import Edition
from transitions.reports.models import TransferPaper
from transitions.reports.permissions import may_make_transfer, may_research
from transitions.reports.queries.transfer import (
    Material,
    Transfer,
    material,
    stamped,
    transfer_of,
)
from transitions.reports.queries.transfer.reader import reach_of
from transitions.reports.queries.transfer.stamps import COVER


@dataclass(frozen=True, slots=True)
class TransferPapers:
    """The newest document on paper, the newest that can be read, and what changed since that."""

    newest: TransferPaper | None
    ready: TransferPaper | None
    changed: tuple[str, ...]
    waits_long: bool
    may_make: bool

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


@dataclass(frozen=True, slots=True)
class TransferPage:
    """The document as it is now for its reader, and what there is of it on paper."""

    transfer: Transfer
    papers: TransferPapers
    may_research: bool
    reach: Reach

    @property
    def is_full(self) -> bool:
        return self.reach.reads


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the document, in which edition, and when."""

    user: User
    edition: Edition
    now: datetime


def transfer_page(transition: Transition, reader: Reader) -> TransferPage:
    """The queries of a dossier, and at most four more."""
    found = material(transition.pk, reader.now)
    return TransferPage(
        transfer=transfer_of(found, reader.edition),
        papers=papers_of(transition, reader, found),
        may_research=may_research(reader.user, transition),
        reach=reach_of(found, reader.edition),
    )


def papers_of(
    transition: Transition, reader: Reader, found: Material | None = None
) -> TransferPapers:
    """Two queries; and those of a dossier once a document is ready, where it was not read yet."""
    rows = TransferPaper.objects.filter(transition=transition, edition=reader.edition)
    rows = rows.select_related("requested_by")
    newest = rows.first()
    ready = newest
    if newest and newest.state != PaperState.READY:
        ready = rows.ready().first()
    is_settled = newest is not None and not papers.is_pending(newest)
    if found is None and ready and is_settled:
        found = material(transition.pk, reader.now)
    return TransferPapers(
        newest=newest,
        ready=ready,
        changed=_changed(ready, found, reader.edition) if ready and found else (),
        waits_long=papers.waits_long(newest, reader.now),
        may_make=may_make_transfer(reader.user),
    )


def _changed(ready: TransferPaper, found: Material, edition: Edition) -> tuple[str, ...]:
    """The titles of the sections that say something else than the paper does."""
    told, before = stamped(found, edition), ready.stamps
    titles = {one.name: one.title for one in transfer_of(found, edition).sections}
    titles[COVER] = "Cover"
    names = [*told, *(name for name in before if name not in told)]
    return tuple(titles.get(name, name) for name in names if told.get(name) != before.get(name))
