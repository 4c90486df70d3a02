from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from transitions.plans.models.transition import Transition


class Objective(models.Model):
    """What a transition is to achieve, scored from 1 to 5 when it closes."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                name="one objective per position", fields=["transition", "position"]
            ),
            models.CheckConstraint(
                name="an objective scores 1 to 5",
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return self.title
