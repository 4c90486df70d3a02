from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.clients.models import Contact
from accounts.profile.models import OnePerAccount, Record
from accounts.strategy.choices import Span, StillKey
from config.lib import words


class Frame(OnePerAccount):
    """What time the plan is for, when it is looked at again, and who at the client agreed."""

    span = models.CharField("time frame", max_length=10, choices=Span, default=Span.YEAR)
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("until", null=True, blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    agreed_by = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who at the client agreed",
    )
    agreed_on = models.DateField(
        "agreed on",
        null=True,
        blank=True,
        validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")],
    )

    class Meta:
        verbose_name = "plan"
        constraints = [
            models.CheckConstraint(
                name="plan ends after it starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message="A plan cannot end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"Time frame of {self.account}"


class KeyCheck(Record):
    """The yearly question: is it still a key account? Who answered what, why, and when."""

    held_on = models.DateField(
        "day", validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")]
    )
    answer = models.CharField("still a key account?", max_length=10, choices=StillKey)
    reason = models.TextField(max_length=1000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who says so",
    )

    class Meta(Record.Meta):
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"Check of {words.short_full_day(self.held_on)}"
