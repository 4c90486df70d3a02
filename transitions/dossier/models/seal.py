from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from transitions.dossier.choices import Answer
from transitions.dossier.rules import Said
from transitions.plans.models import Transition

if TYPE_CHECKING:
    from accounts.people.models import User


class Seal(models.Model):
    """What the two KAMs say of a section: one confirms it, the other accepts or refuses it.

    `confirmed` and `answered` are stamps of what the section held at that moment.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="seals")
    section = models.CharField(max_length=20)
    confirmed = models.CharField(max_length=64, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.NONE)
    answered = models.CharField(max_length=64, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was refused.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one seal a section", fields=["transition", "section"]),
            models.CheckConstraint(
                name="nobody accepts what they confirmed",
                condition=Q(answered_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(answered_by=models.F("confirmed_by"), answered=models.F("confirmed")),
            ),
            models.CheckConstraint(
                name="who refuses a section says why",
                condition=~Q(answer=Answer.REFUSED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.transition}"

    def said_to(self, incoming: User) -> Said:
        """What was said, as far as it counts for who takes over now: nobody accepts for others."""
        if self.answered_by_id != incoming.pk:
            return Said(self.confirmed)
        return Said(self.confirmed, self.answer, self.answered)
