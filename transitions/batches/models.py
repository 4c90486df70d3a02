"""Many items changed at once, with what was before, so that it can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from checklists.runs.models import Item
from config.lib.mail.models import Message
from transitions.batches.choices import Action
from transitions.batches.permissions import visible_batches

if TYPE_CHECKING:
    from accounts.people.models import User

UNDONE_WITHIN = timedelta(days=7)
"""How long a batch can be taken back; after that too much has been built on it."""


class BatchQuerySet(models.QuerySet["Batch"]):
    """Batches, by who may see them."""

    def visible_to(self, user: User) -> BatchQuerySet:
        return self.filter(visible_batches(user))


class Batch(models.Model):
    """Many items that one person changed at once, or reminded others of: what, and when."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="batches"
    )
    action = models.CharField(max_length=10, choices=Action)
    made_at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="To whom the items went.",
    )
    days = models.SmallIntegerField(
        null=True, blank=True, help_text="Working days by which they moved; back if negative."
    )
    words = models.CharField(
        max_length=300, blank=True, help_text="Why they do not apply, or what the reminder said."
    )
    changed = models.PositiveSmallIntegerField(help_text="How many items it changed.")
    left_out = models.PositiveSmallIntegerField(help_text="How many items stayed as they were.")
    undone_at = models.DateTimeField(null=True, blank=True)
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per preview; no doubles."
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["by", "-made_at"], name="batches_of_person")]
        constraints = [
            models.CheckConstraint(
                name="mails are not taken back",
                condition=~Q(action=Action.REMIND) | Q(undone_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.changed}"

    def get_absolute_url(self) -> str:
        return reverse("batch", args=[self.pk])

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def is_mail(self) -> bool:
        return self.action == Action.REMIND

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it can still be taken back."""
        return not self.is_mail and not self.is_undone and now < self.made_at + UNDONE_WITHIN


class BatchItem(models.Model):
    """One item of a batch: what it had before and has since, or why it stayed as it was.

    `before` and `after` hold the columns that the batch wrote, days and moments in ISO form; before
    a move, also the `doubts` that there were about the former day.
    `kept_why` says why an undo left it alone.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="batch_lines")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why_not = models.TextField(blank=True)
    kept_why = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="one line per item of a batch", fields=["batch", "item"])
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.why_not or self.after}"


class Reminder(models.Model):
    """One person was reminded of one item, on a day; the mail may have many of these."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="reminders")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    on = models.DateField(help_text="By the clock of the site.")
    message = models.ForeignKey(
        Message,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty once the outbox has forgotten it.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="nobody is reminded of an item twice a day", fields=["item", "person", "on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.item} on {self.on}"
