"""The ledger of digests: one a person a day, whatever happens to workers."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.lib.mail.models import Message


class Digest(models.Model):
    """That a person's digest of a day was written; without a message it had nothing to say."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    on = models.DateField(help_text="The day in the person's own time zone.")
    message = models.OneToOneField(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="digest"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(name="one digest a person a day", fields=["person", "on"])
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"
