from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from accounts.people.choices import SecurityEventKind
from accounts.people.models.user import User


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    """Rows of the audit, by who may read them."""

    def visible_to(self, user: User) -> SecurityEventQuerySet:
        """Administrators read all of it, everybody else what concerns them."""
        return self if user.is_administrator else self.filter(person=user)


class SecurityEvent(models.Model):
    """Something about who may come in: a sign-in, a refusal, a changed password. Never changed."""

    kind = models.CharField(max_length=20, choices=SecurityEventKind)
    happened_at = models.DateTimeField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="security_events",
        help_text="Whom it concerns; empty where the address belongs to nobody.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who did it, where it was somebody else.",
    )
    email = models.CharField(max_length=254, blank=True, help_text="The address that was typed.")
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    details = models.CharField(max_length=200, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-happened_at"], name="security_events_of_person"),
            models.Index(fields=["-happened_at"], name="security_events_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person or self.email}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The audit of sign-ins is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit of sign-ins is append-only.")
