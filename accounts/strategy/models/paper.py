from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.clients.choices import Level
from accounts.clients.models import Account
from config.lib.papers import Paper, PaperQuerySet, PaperState


def paper_path(paper: PlanPaper, filename: str) -> str:
    """Where the PDF lies."""
    return f"plans/{paper.account_id}/{filename}"


class PlanPaper(Paper):
    """The plan for an account on one page, as somebody wanted it; made by a worker."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="plan_papers")
    file = models.FileField(upload_to=paper_path, blank=True)
    level = models.CharField(
        max_length=12,
        choices=Level,
        default=Level.OPEN,
        db_default=Level.OPEN.value,
        help_text="Confidential: sections that are so stand on it, or became so since.",
    )

    objects: models.Manager[PlanPaper] = PaperQuerySet["PlanPaper"].as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a paper that is ready has a file",
                condition=~Q(state=PaperState.READY) | ~Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Plan for {self.account_id} on a page"
