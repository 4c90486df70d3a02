from __future__ import annotations

from django.db import models

from transitions.plans.choices import Health
from transitions.plans.models.transition import Transition


class HealthChange(models.Model):
    """The moment from which a transition stood differently; no health while it is not active.

    The newest one before a moment says how a transition stood then, which is all that the
    trends of the key figures need.
    """

    transition = models.ForeignKey(
        Transition, on_delete=models.CASCADE, related_name="health_changes"
    )
    changed_at = models.DateTimeField()
    health = models.CharField(max_length=10, choices=Health, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["transition", "-changed_at"], name="health_of_transition")]

    def __str__(self) -> str:
        return f"{self.transition_id}: {self.get_health_display() or 'not active'}"
