"""The review after a handover: what both KAMs and their manager say of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition

VOICES = (TeamRole.OUTGOING, TeamRole.INCOMING, TeamRole.MANAGER)
"""Whose view a review has, in the order in which they stand."""


class Opinion(models.Model):
    """How one of the three saw a handover, in their own words.

    `person` held the role when it was written, and it stays theirs when somebody else holds that
    by now. Somebody else wrote it down only where they can
    no longer sign in; `written_by` says who.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="opinions")
    role = models.CharField(max_length=10, choices=[(role.value, role.label) for role in VOICES])
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="opinions"
    )
    rating = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="1, it went badly, to 5, it could not have gone better.",
    )
    went_well = models.TextField(blank=True)
    improve = models.TextField("what to do better next time", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one opinion a person and role", fields=["transition", "role", "person"]
            ),
            models.CheckConstraint(
                name="an opinion rates 1 to 5", condition=Q(rating__gte=1, rating__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.rating} of 5"
