from __future__ import annotations

from django.db import models
from django.db.models import F

from accounts.clients.models import Contact
from accounts.profile.choices import ProjectState
from accounts.profile.models.base import Record


class Project(Record):
    """Work that runs at the client: its phase, what it delivers, what comes next."""

    name = models.CharField("project", max_length=200)
    state = models.CharField(max_length=10, choices=ProjectState, default=ProjectState.ON_TRACK)
    phase = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_projects",
        verbose_name="lead at the client",
    )
    deliverables = models.TextField(blank=True, help_text="What it is to deliver.")
    next_milestone = models.CharField(max_length=200, blank=True)
    next_on = models.DateField("milestone due", null=True, blank=True)

    class Meta(Record.Meta):
        ordering = [F("next_on").asc(nulls_last=True), "name", "pk"]

    def __str__(self) -> str:
        return self.name
