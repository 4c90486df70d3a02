"""Final reports: wanted by a person, made by the worker, kept as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from config.lib.papers import Paper, PaperQuerySet
from transitions.plans.models import Transition
from transitions.plans.permissions import visible_transitions
from transitions.reports.choices import ReportState

if TYPE_CHECKING:
    from accounts.people.models import User


class ReportQuerySet(PaperQuerySet["Report"]):
    """Reports, by who may see them and how far they are."""

    def visible_to(self, user: User) -> ReportQuerySet:
        return self.filter(visible_transitions(user, "transition__"))


def report_path(report: Report, filename: str) -> str:
    """Where the PDF lies."""
    return f"reports/{report.transition_id}/{filename}"


class Report(Paper):
    """One version of the final report of a transition, made from one state of its record."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField(help_text="1, 2, 3… within the transition.")
    file = models.FileField(upload_to=report_path, blank=True)

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
