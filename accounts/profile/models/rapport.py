from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.clients.choices import Relationship
from accounts.clients.models import Contact


class Rapport(models.Model):
    """How well somebody of ours knows a contact, in their own judgement."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="rapports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rapports"
    )
    strength = models.PositiveSmallIntegerField(choices=Relationship)
    judged_at = models.DateTimeField(
        null=True, help_text="Empty where it stood at the contact before days were kept."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one rapport per person with a contact", fields=["contact", "person"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} with {self.contact}: {self.get_strength_display()}"
