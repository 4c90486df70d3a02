"""The outbox: every mail is a row before it is a mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from config.lib.mail.choices import MessageKind, MessageState

if TYPE_CHECKING:
    from accounts.people.models import User


USEFUL_FOR = timedelta(hours=12)
"""How long a digest is worth sending; the next one says what is due by then."""


class MessageQuerySet(models.QuerySet["Message"]):
    """Mails, by how far they have come and by who may see them."""

    def visible_to(self, user: User) -> MessageQuerySet:
        """Administrators see all mails, everybody else those to themselves."""
        return self.all() if user.is_administrator else self.filter(person=user)

    def due(self, now: datetime) -> MessageQuerySet:
        """Mails to send now: waiting, or claimed by a worker that has not come back."""
        return self.filter(
            Q(state=MessageState.QUEUED, send_after__lte=now)
            | Q(state=MessageState.SENDING, claimed_until__lt=now)
        )

    def failed(self) -> MessageQuerySet:
        return self.filter(state=MessageState.FAILED)

    def put_off(self) -> MessageQuerySet:
        """Mails that wait for another attempt, because one has not worked."""
        return self.filter(state=MessageState.QUEUED).exclude(last_error="")

    def worth_sending(self, now: datetime) -> MessageQuerySet:
        """All but digests that have become too old to be useful."""
        return self.exclude(kind=MessageKind.DIGEST, created_at__lt=now - USEFUL_FOR)


class Message(models.Model):
    """A mail that has been sent or is to be sent to one person."""

    kind = models.CharField(max_length=20, choices=MessageKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
    )
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(
        max_length=10, choices=MessageState, default=MessageState.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The worker's round that is sending it."
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["send_after"],
                name="message_unsent",
                condition=Q(state__in=[MessageState.QUEUED, MessageState.SENDING]),
            ),
            models.Index(fields=["person", "-created_at"], name="message_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a sent mail has a moment",
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    def get_absolute_url(self) -> str:
        return reverse("message", args=[self.pk])

    @property
    def is_failed(self) -> bool:
        return self.state == MessageState.FAILED

    @property
    def is_put_off(self) -> bool:
        """Whether it waits for another attempt, because one has not worked."""
        return self.state == MessageState.QUEUED and bool(self.last_error)

    def is_too_old(self, now: datetime) -> bool:
        """Whether it is a digest that nobody has any use for now."""
        return self.kind == MessageKind.DIGEST and self.created_at < now - USEFUL_FOR

    @property
    def is_private(self) -> bool:
        """Whether its text holds a link that signs somebody in, so that nobody is shown it."""
        return self.kind == MessageKind.ACCOUNT
