"""What was on paper for everybody is taken back as something on it becomes confidential."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from config.lib.papers import PaperState
from transitions.reports.choices import Edition
from transitions.reports.models import TransferPaper


@transaction.atomic
def recall(account_id: int) -> None:
    """Take back the open editions of an account; whoever reads them has one made anew.

    Called while the account is locked, so that nobody asks for another one meanwhile. One that a
    worker is at waits again: that worker has lost it, and what it read is thrown away.
    """
    rows = TransferPaper.objects.filter(transition__account=account_id, edition=Edition.OPEN)
    rows.pending().update(state=PaperState.WANTED, claimed_until=None, attempts=0)
    for paper in rows.ready():
        paper.delete()
        transaction.on_commit(partial(paper.file.storage.delete, paper.file.name or ""))
