from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from checklists.library.choices import Stage
from checklists.library.models import Template


class Checklist(models.Model):
    """A template that is being worked through, with its totals.

    The totals, the next due item and the stages are stored. They are refreshed in the
    transaction that changes an item, so that lists never have to look at items.
    `stages` is a list of {"stage", "starts_on", "ends_on", "total", "closed"}, dates in ISO form.
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="checklists")
    total = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0, help_text="Items done or set aside.")
    required_open = models.PositiveIntegerField(default=0)
    gate_open = models.PositiveIntegerField(
        default=0, help_text="Required items that must be closed before ownership moves."
    )
    next_due_on = models.DateField(null=True, blank=True)
    next_item = models.ForeignKey(
        "runs.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stages = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no more items closed than there are", condition=Q(closed__lte=F("total"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.closed} of {self.total})"

    @property
    def percent(self) -> int:
        """Closed items in percent of all, rounded down, so that 100 means all."""
        return self.closed * 100 // self.total if self.total else 0


class Phase(models.Model):
    """A phase of a running checklist, with its totals and its days."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    stage = models.CharField(max_length=10, choices=Stage)
    starts_on = models.DateField()
    ends_on = models.DateField()
    total = models.PositiveSmallIntegerField(default=0)
    closed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="one running phase per number", fields=["checklist", "number"]
            )
        ]

    def __str__(self) -> str:
        return self.name
