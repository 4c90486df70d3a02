from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.people.choices import QualificationKind


class Qualification(models.Model):
    """What a person brings along: a skill, an industry they know, a language they speak."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="qualifications"
    )
    kind = models.CharField(max_length=10, choices=QualificationKind)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                "person", "kind", Lower("name"), name="a person has a qualification once"
            )
        ]

    def __str__(self) -> str:
        return self.name
