from __future__ import annotations

from django.db import models
from django.db.models import Q

from transitions.plans.models import Transition


class Readiness(models.Model):
    """How much of a dossier was known at the end of a day, in percent."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="readiness")
    on = models.DateField()
    share = models.PositiveSmallIntegerField()
    accepted = models.PositiveSmallIntegerField(help_text="Sections that were accepted.")

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(name="one readiness a day", fields=["transition", "on"]),
            models.CheckConstraint(name="readiness is a share", condition=Q(share__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.share}% on {self.on}"
