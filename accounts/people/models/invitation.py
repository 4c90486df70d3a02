from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.people.choices import Role
from accounts.people.models.address import AddressField
from accounts.people.models.team import Team
from accounts.people.permissions import visible_invitations

if TYPE_CHECKING:
    from accounts.people.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, by whether they can still be accepted and by who may see them."""

    def visible_to(self, user: User) -> InvitationQuerySet:
        return self.filter(visible_invitations(user))

    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """Somebody who was asked to join, as what, and until when the link in the mail works.

    `key` is in the link; it changes when the invitation is sent again, so that only the
    newest mail works.
    """

    email = AddressField("e-mail")
    full_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role, default=Role.KAM)
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation",
        help_text="Who accepted it.",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one waiting invitation per address",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="an invitation is accepted or withdrawn, not both",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} <{self.email}>"

    def is_open(self, now: datetime) -> bool:
        """Whether its link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
