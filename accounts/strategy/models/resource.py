from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.profile.models import Record

NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


class Resource(Record):
    """What looking after an account takes: a skill, the hours and the cost of a month."""

    skill = models.CharField(max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who has it",
    )
    monthly_hours = models.DecimalField(
        "hours a month",
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    monthly_cost = models.DecimalField(
        "cost a month",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text="In the currency of the account.",
    )

    class Meta(Record.Meta):
        ordering = ["skill", "pk"]

    def __str__(self) -> str:
        return self.skill


class Favour(Record):
    """What we give a client without being paid. Small ones add up, and nobody remembers why."""

    title = models.CharField("what we give", max_length=300)
    since_on = models.DateField(
        "since",
        null=True,
        blank=True,
        validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")],
    )
    yearly_cost = models.DecimalField(
        "cost a year",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text="In the currency of the account.",
    )

    class Meta(Record.Meta):
        ordering = ["since_on", "title", "pk"]

    def __str__(self) -> str:
        return self.title
