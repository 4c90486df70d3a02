from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q

from transitions.plans.choices import TeamRole
from transitions.plans.models.transition import Transition


class TeamMember(models.Model):
    """Somebody who works on a transition: in which role, and what they answer for."""

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="team")
    role = models.CharField(max_length=10, choices=TeamRole)
    role_name = models.CharField(
        max_length=60, blank=True, help_text="What the role is called, where it is another one."
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    responsibilities = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one person per role",
                fields=["transition", "role"],
                condition=~Q(role=TeamRole.OTHER),
            ),
            models.CheckConstraint(
                name="another role has a name",
                condition=~Q(role=TeamRole.OTHER) | ~Q(role_name=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "transition"], name="memberships_of")]

    def __str__(self) -> str:
        return f"{self.role_label}: {self.person}"

    @property
    def fingerprint(self) -> str:
        """Changes whenever the row does; a page that shows another one is stale."""
        return sha256(f"{self.person_id}\n{self.responsibilities}".encode()).hexdigest()[:16]

    @property
    def role_label(self) -> str:
        return self.role_name or TeamRole(self.role).label
