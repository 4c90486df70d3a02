from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F

from accounts.profile.choices import CLOSED_STAGES, Stage
from accounts.profile.models.base import Record


class Opportunity(Record):
    """Business that may come: what it is worth, how we win it, and the next step with its day."""

    title = models.CharField("opportunity", max_length=200)
    company = models.CharField(
        max_length=200, blank=True, help_text="Where it is not the account itself."
    )
    value = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="In the currency of the account.",
    )
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LEAD)
    strategy = models.TextField(blank=True, help_text="How we mean to win it.")
    next_step = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who takes it",
    )
    next_on = models.DateField("due", null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name_plural = "opportunities"
        ordering = [F("next_on").asc(nulls_last=True), "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED_STAGES
