from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from checklists.runs.models.item import Item


def evidence_path(attachment: Attachment, filename: str) -> str:
    """Where a file lies: never under the name its sender chose."""
    return f"evidence/{attachment.item.checklist_id}/{uuid4().hex}"


class Note(models.Model):
    """Something a person wrote on an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes"
    )
    body = models.TextField(max_length=4000)
    created_at = models.DateTimeField()
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.body[:60]


class Attachment(models.Model):
    """A file on an item; served as a download, only to those who may see the item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=evidence_path)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attachments"
    )
    created_at = models.DateTimeField()
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name
