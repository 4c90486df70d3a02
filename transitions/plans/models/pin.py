from __future__ import annotations

from django.conf import settings
from django.db import models

from transitions.plans.models.transition import Transition


class Pin(models.Model):
    """A transition that a person follows, and wants to find in the sidebar of every page."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pins"
    )
    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="pins")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one pin per person and transition", fields=["person", "transition"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.transition_id}"
