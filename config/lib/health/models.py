"""The marks that beat and the workers leave, so that any web process can tell they live.

They are rows and not keys of the cache: a cache may be emptied at any time, and every node of
the site already shares the database.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models


class MarkQuerySet(models.QuerySet["Mark"]):
    """Marks, by how fresh they are."""

    def older_than(self, moment: datetime) -> MarkQuerySet:
        return self.filter(seen_at__lt=moment)


class Mark(models.Model):
    """When a part of the site was last seen at work, on one node."""

    part = models.CharField(max_length=20)
    node = models.CharField(max_length=200)
    seen_at = models.DateTimeField()

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one mark a part and node", fields=["part", "node"])
        ]

    def __str__(self) -> str:
        return f"{self.part} on {self.node}"
