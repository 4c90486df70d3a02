from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from accounts.profile.models import Record
from accounts.strategy.choices import Direction, MeasureKind
from config.lib import words


class Measure(Record):
    """A KPI or a service level: what we want to reach, and whether the client sees it, too."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=MeasureKind, default=MeasureKind.KPI)
    target = models.DecimalField(max_digits=12, decimal_places=2)
    unit = models.CharField(max_length=30, blank=True, help_text="Such as %, minutes or visits.")
    direction = models.CharField(max_length=5, choices=Direction, default=Direction.UP)
    is_shared = models.BooleanField("the client sees it, too", default=False)

    class Meta(Record.Meta):
        ordering = ["-kind", "name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(name="one measure a name", fields=["account", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(Record):
    """What a measure showed on a day."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="readings")
    read_on = models.DateField(
        "day", validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")]
    )
    value = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta(Record.Meta):
        ordering = ["-read_on", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="one reading a day of a measure", fields=["measure", "read_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {words.short_full_day(self.read_on)}"
