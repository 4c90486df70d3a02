from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.clients.models import Account


class NothingToTell(models.Model):
    """Somebody looked, and an account has nothing for a section: that is knowledge, too."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="nothings")
    section = models.CharField(max_length=20)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="said once per section", fields=["account", "section"]),
        ]

    def __str__(self) -> str:
        return f"Nothing for {self.section} of {self.account}"
