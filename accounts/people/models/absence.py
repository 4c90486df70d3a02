from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.people.choices import AbsenceKind


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences, by when they fall."""

    def touching(self, first: date, last: date) -> AbsenceQuerySet:
        """Absences with at least one day in the days from first to last."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class Absence(models.Model):
    """Days on which a person is away; no item falls due on them."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences"
    )
    kind = models.CharField(max_length=10, choices=AbsenceKind, default=AbsenceKind.LEAVE)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="an absence ends after it starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last day lies before the first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts_on} to {self.ends_on}"
