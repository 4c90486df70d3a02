from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.clients.choices import Channel, DecisionRole, Influence, Loyalty, Relationship, Stance
from accounts.clients.models.account import Account
from config.lib import words
from config.lib.phones import validate_phone


class Contact(models.Model):
    """A person at the client."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True, validators=[validate_phone])
    is_key = models.BooleanField("key contact", default=False)
    preferred_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    best_time = models.CharField(max_length=100, blank=True, help_text="Such as “before 11:00”.")
    influence = models.CharField(max_length=10, choices=Influence, blank=True)
    decision_role = models.CharField(max_length=12, choices=DecisionRole, blank=True)
    relationship = models.PositiveSmallIntegerField(
        choices=Relationship, null=True, blank=True, help_text="Empty until somebody has judged it."
    )
    loyalty = models.CharField(max_length=10, choices=Loyalty, default=Loyalty.UNKNOWN)
    stance = models.CharField(max_length=10, choices=Stance, blank=True, default="", db_default="")
    reports_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    notes = models.TextField(blank=True, help_text="How they like to work.")
    request_key = models.UUIDField(
        default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(
        null=True, editable=False, help_text="Empty until somebody saves what came before this."
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        # Without either the column comes while people write; nobody who signs in is ever deleted.
        db_constraint=False,
        db_index=False,
        help_text="Empty where nobody of ours did, such as for what was loaded.",
    )

    class Meta:
        ordering = ["-is_key", "name"]
        constraints = [
            models.UniqueConstraint(
                name="one key contact per account", fields=["account"], condition=Q(is_key=True)
            ),
            models.UniqueConstraint(
                name="one contact per opened form", fields=["account", "request_key"]
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return words.initials(self.name)
