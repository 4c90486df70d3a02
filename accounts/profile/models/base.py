from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from accounts.clients.models import Account


class Written(models.Model):
    """Who wrote a row, and when; `version` counts its changes, so that nobody overwrites unseen."""

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Empty where nobody of ours did, such as for an import.",
    )

    class Meta:
        abstract = True


class Record(Written):
    """One of many of its kind that an account has, such as a contract."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, editable=False, related_name="%(class)s_records"
    )
    request_key = models.UUIDField(
        default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="one %(class)s per opened form", fields=["account", "request_key"]
            ),
        ]


class OnePerAccount(Written):
    """What an account has once, such as how its people like to work with us."""

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, editable=False, related_name="%(class)s"
    )

    class Meta:
        abstract = True
