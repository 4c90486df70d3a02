from __future__ import annotations

from django.db import models

from accounts.profile.choices import AccessStep, SystemKind
from accounts.profile.models.base import Record


class SystemAccess(Record):
    """A system that whoever looks after the account works in. Never a place for passwords."""

    name = models.CharField("system", max_length=120)
    kind = models.CharField("what for", max_length=15, choices=SystemKind)
    granted_by = models.CharField(
        max_length=120, blank=True, help_text="Who lets people in. Never a password."
    )
    outgoing_until_on = models.DateField("access of who hands over ends", null=True, blank=True)
    step = models.PositiveSmallIntegerField(
        "access of who takes over", choices=AccessStep, default=AccessStep.NONE
    )
    due_on = models.DateField("wanted by", null=True, blank=True)
    needs_training = models.BooleanField(default=False)
    trained_on = models.DateField("training done", null=True, blank=True)
    records_updated_on = models.DateField(
        "records show the new person since", null=True, blank=True
    )
    notes = models.TextField(blank=True, help_text="Never a password.")

    class Meta(Record.Meta):
        verbose_name = "system"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
