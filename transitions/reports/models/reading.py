from __future__ import annotations

from django.conf import settings
from django.db import models

from transitions.plans.models import Transition


class Reading(models.Model):
    """A line of the research list that somebody who takes over has gone through.

    It counts for the version that they saw, and for nobody who takes over later.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="readings")
    what = models.CharField(max_length=60, help_text="Such as “documents-12”, or “website”.")
    version = models.PositiveIntegerField(help_text="Of the row that was gone through.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one reading per line and person", fields=["transition", "what", "read_by"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.transition}"
