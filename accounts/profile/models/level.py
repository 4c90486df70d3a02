from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.clients.models import Account


class ConfidentialSection(models.Model):
    """A section of an account that only those read who read what is confidential there."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="confidential_sections"
    )
    book = models.CharField(max_length=10, help_text="Of which page, such as profile.")
    section = models.CharField(max_length=20)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="confidential once per section", fields=["account", "book", "section"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} of the {self.book}"
