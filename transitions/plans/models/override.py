from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from checklists.library.choices import Gate
from transitions.plans.models.transition import Transition


class GateOverride(models.Model):
    """A manager let a transition pass a gate although something was open. Never changed."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="overrides")
    gate = models.CharField(max_length=10, choices=Gate)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    was_open = models.TextField(help_text="What was open then, one line each.")

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="a gate is overridden once", fields=["transition", "gate"]
            ),
            models.CheckConstraint(name="an override has a reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_gate_display()}: {self.reason}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Overrides are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Overrides are append-only.")

    @property
    def lines(self) -> list[str]:
        """What was open, thing by thing."""
        return self.was_open.splitlines()
