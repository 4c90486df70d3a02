from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.clients.models.account import Account


class Ownership(models.Model):
    """The days on which a person has looked after an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ownerships"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one owner at a time", fields=["account"], condition=Q(until_on__isnull=True)
            ),
            models.CheckConstraint(
                name="ownership ends after it starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} since {self.from_on}"


class AccessQuerySet(models.QuerySet["Access"]):
    """Who is let in, by whether that has ended."""

    def lasting(self, today: date) -> AccessQuerySet:
        """Those that have not ended before a day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))

    def ended(self, today: date) -> AccessQuerySet:
        """The others, whom nobody has taken off yet."""
        return self.filter(until_on__lt=today)

    def at_work(self) -> AccessQuerySet:
        """Those who work on a transition of it; who handed it over only reads on."""
        return self.filter(until_on__isnull=True)


class Access(models.Model):
    """Somebody beside the owner who may see an account, because they work on its transition."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="accesses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accesses"
    )
    reads_confidential = models.BooleanField(
        default=False,
        db_default=False,
        help_text="What is marked confidential on the account, too.",
    )
    until_on = models.DateField(
        "until",
        null=True,
        blank=True,
        help_text="The last day on which they see it; empty while they work on its transition.",
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "accesses"
        constraints = [
            models.UniqueConstraint(name="one access per person", fields=["account", "person"])
        ]

    def __str__(self) -> str:
        return f"{self.person} sees {self.account}"
