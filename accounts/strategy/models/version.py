from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.clients.models import Account
from config.lib.append_only import AppendOnly, AppendOnlyQuerySet


class PlanVersion(AppendOnly):
    """What a plan said when somebody froze it, in words; never changed, by nobody.

    `told` is a list of sections, each with its rows, each with its fields: name, label and words.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="plan_versions")
    number = models.PositiveIntegerField(help_text="1, 2, 3… within the account.")
    told = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: models.Manager[PlanVersion] = AppendOnlyQuerySet["PlanVersion"].as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one plan version a number", fields=["account", "number"]),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plan_version", args=[self.account_id, self.number])
