"""Final reports: wanted by a person, made by the worker, kept as files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from transitions.plans.models import Transition
from transitions.plans.permissions import visible_transitions
from transitions.reports.choices import ReportState

if TYPE_CHECKING:
    from accounts.people.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, by who may see them and how far they are."""

    def visible_to(self, user: User) -> ReportQuerySet:
        return self.filter(visible_transitions(user, "transition__"))

    def due(self, now: datetime) -> ReportQuerySet:
        """Reports to make now: wanted, or claimed by a worker that has not come back."""
        return self.filter(
            Q(state=ReportState.WANTED) | Q(state=ReportState.RUNNING, claimed_until__lt=now)
        )


def report_path(report: Report, filename: str) -> str:
    """Where the PDF lies."""
    return f"reports/{report.transition_id}/{filename}"


class Report(models.Model):
    """One version of the final report of a transition, made from one state of its record."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField(help_text="1, 2, 3… within the transition.")
    fingerprint = models.CharField(
        max_length=64, help_text="SHA-256 of everything the report tells; the same, no new report."
    )
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WANTED)
    file = models.FileField(upload_to=report_path, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="Bytes.")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one report per version", fields=["transition", "version"]
            ),
            models.UniqueConstraint(
                name="one report per state of the record",
                fields=["transition", "fingerprint"],
                condition=~Q(state=ReportState.FAILED),
            ),
            models.CheckConstraint(
                name="a report that is ready has a file",
                condition=~Q(state=ReportState.READY) | ~Q(file=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Report {self.version} of {self.transition}"

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.transition_id])
