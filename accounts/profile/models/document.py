from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from accounts.clients.choices import Level
from accounts.profile.models.base import Record


def document_path(document: Document, filename: str) -> str:
    """Where a file lies: never under the name its sender chose."""
    return f"documents/{document.account_id}/{uuid4().hex}"


class Document(Record):
    """Something written that whoever looks after the account needs: where it is, and how fresh."""

    title = models.CharField(max_length=200)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who of ours keeps it up to date.",
    )
    location = models.CharField(
        max_length=300, blank=True, help_text="A link, or a folder and shelf."
    )
    file = models.FileField(upload_to=document_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    file_size = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="Bytes."
    )
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    reviewed_on = models.DateField(
        "true as of",
        null=True,
        blank=True,
        validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")],
        help_text="When somebody last read and confirmed it.",
    )
    review_months = models.PositiveSmallIntegerField(
        "look at it again after",
        default=12,
        validators=[MaxValueValidator(120)],
        help_text="Months after which somebody should read it again.",
    )
    notes = models.TextField(blank=True)
    level = models.CharField(
        "who reads it",
        max_length=12,
        choices=Level,
        default=Level.OPEN,
        db_default=Level.OPEN.value,
        help_text="Confidential: who owns, hands over, takes over or leads, and administrators.",
    )

    class Meta(Record.Meta):
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_linked(self) -> bool:
        """Whether its location is an address that a browser can open."""
        return self.location.startswith(("https://", "http://"))


class Opening(models.Model):
    """Proof that somebody could open a document; its words are theirs."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    can_open = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one word per person on a document", fields=["document", "person"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {'can' if self.can_open else 'cannot'} open {self.document}"
