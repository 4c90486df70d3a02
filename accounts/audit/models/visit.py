from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.clients.models import Account
from accounts.profile.choices import Sight


class Visit(models.Model):
    """Somebody opened something confidential of an account, on a day: first, last and how often.

    It outlives its account, and is deleted when it is old.
    """

    account = models.ForeignKey(
        Account,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        help_text="It may be gone.",
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=Sight)
    thing = models.CharField(
        max_length=60, blank=True, help_text="Which section or file; empty for a whole page."
    )
    called = models.CharField(max_length=200, help_text="What it was called then.")
    on = models.DateField(help_text="The day where the site is.")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one visit a person, thing and day",
                fields=["account", "person", "what", "thing", "on"],
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-last_at", "-id"], name="visits_of_account"),
            models.Index(fields=["last_at"], name="visits_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.person} opened {self.called}"
