from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Max, Q

from checklists.library.choices import Stage
from checklists.library.models import Template
from config.lib.shares import percent


class Checklist(models.Model):
    """A template that is being worked through, with its totals.

    The totals, the next due item and the stages are stored. They are refreshed in the
    transaction that changes an item, so that lists never have to look at items.
    `stages` is a list of {"stage", "starts_on", "ends_on", "planned_from", "planned_until",
    "total", "closed"}, dates in ISO form; servers of the version before leave the plan out. Once
    it has been planned anew there are "agreed_from" and "agreed_until", too.
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
        return percent(self.closed, self.total)


class Phase(models.Model):
    """A phase of a running checklist, with its totals, and its days now and by the first plan."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    stage = models.CharField(max_length=10, choices=Stage)
    starts_on = models.DateField()
    ends_on = models.DateField()
    planned_from = models.DateField(null=True, help_text="The first day of the first plan.")
    planned_until = models.DateField(null=True, help_text="The last day of the first plan.")
    replanned_from = models.DateField(
        null=True, help_text="Its first day by the latest planning; empty while the first holds."
    )
    replanned_until = models.DateField(
        null=True, help_text="Its last day by the latest planning; empty while the first holds."
    )
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

    @property
    def plan(self) -> tuple[date, date]:
        """Its first and last day by the first plan; as they are now, where that was not kept."""
        return self.planned_from or self.starts_on, self.planned_until or self.ends_on

    @property
    def next_position(self) -> int:
        """Behind its last item; one query. Where items were left out there are gaps before it."""
        last = self.items.aggregate(last=Max("position"))["last"]
        return (last or 0) + 1

    @property
    def agreed(self) -> tuple[date, date]:
        """Its first and last day by the latest plan that somebody has accepted."""
        return self.replanned_from or self.plan[0], self.replanned_until or self.plan[1]
