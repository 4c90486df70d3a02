from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile


class PaperState(models.TextChoices):
    """How far a document is."""

    WANTED = "wanted", "Waiting for a free worker"
    RUNNING = "running", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


P = TypeVar("P", bound="Paper")


class PaperQuerySet(models.QuerySet[P]):
    """Documents by how far they are."""

    def due(self, now: datetime) -> PaperQuerySet[P]:
        """What is to be made now: wanted, or claimed by a worker that has not come back."""
        return self.filter(
            Q(state=PaperState.WANTED) | Q(state=PaperState.RUNNING, claimed_until__lt=now)
        )


class Paper(models.Model):
    """A document that somebody wants, made by a worker from one state of what it tells.

    Each kind has a `file` of its own, in its own folder.
    """

    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of everything the report tells; the same, no new report."
    )
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.WANTED)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="Bytes.")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    if TYPE_CHECKING:

        @property
        def file(self) -> FieldFile: ...

    class Meta:
        abstract = True
