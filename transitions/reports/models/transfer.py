from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.people.models import User
from config.lib.papers import Paper, PaperQuerySet, PaperState
from transitions.plans.models import Transition
from transitions.plans.permissions import visible_transitions
from transitions.reports.choices import Edition

PENDING = [PaperState.WANTED, PaperState.RUNNING]


class TransferPaperQuerySet(PaperQuerySet["TransferPaper"]):
    """Knowledge transfer documents, by who may see them and how far they are."""

    def visible_to(self, user: User) -> TransferPaperQuerySet:
        return self.filter(visible_transitions(user, "transition__"))

    def pending(self) -> TransferPaperQuerySet:
        return self.filter(state__in=PENDING)

    def ready(self) -> TransferPaperQuerySet:
        return self.filter(state=PaperState.READY)


def transfer_path(paper: TransferPaper, filename: str) -> str:
    """Where the PDF lies."""
    return f"transfers/{paper.transition_id}/{filename}"


class TransferPaper(Paper):
    """What a successor must know, on paper, as it stood when a worker made it."""

    transition = models.ForeignKey(
        Transition, on_delete=models.CASCADE, related_name="transfer_papers"
    )
    edition = models.CharField(max_length=10, choices=Edition)
    stamps: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="A stamp of what each section said, by its name."
    )
    told_at = models.DateTimeField(null=True, blank=True, help_text="When it was read.")
    file = models.FileField(upload_to=transfer_path, blank=True)

    objects = TransferPaperQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one transfer document of an edition at a time",
                fields=["transition", "edition"],
                condition=Q(state__in=PENDING),
            ),
            models.CheckConstraint(
                name="a transfer document that is ready has a file",
                condition=~Q(state=PaperState.READY) | ~Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Knowledge transfer document of {self.transition}"
