from __future__ import annotations

from django.conf import settings
from django.db import models

from checklists.library.choices import Gate
from config.lib.append_only import AppendOnly, AppendOnlyQuerySet
from transitions.plans.models.transition import Transition


class GateOverride(AppendOnly):
    """A manager let a transition pass a gate although something was open. Never changed."""

    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="overrides")
    gate = models.CharField(max_length=10, choices=Gate)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    was_open = models.TextField(help_text="What was open then, one line each.")

    objects = AppendOnlyQuerySet["GateOverride"].as_manager()

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

    @property
    def lines(self) -> list[str]:
        """What was open, thing by thing."""
        return self.was_open.splitlines()
