from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.profile.choices import Renewal
from accounts.profile.models.base import Record
from accounts.profile.models.document import Document
from config.lib.months import later as months_later


class Contract(Record):
    """An agreement with the client: what it is worth, how long it runs, what we promised in it."""

    title = models.CharField("agreement", max_length=200)
    number = models.CharField(max_length=60, blank=True)
    yearly_value = models.DecimalField(
        "value a year",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="In the currency of the account.",
    )
    starts_on = models.DateField("runs from", null=True, blank=True)
    expires_on = models.DateField(
        "runs until", null=True, blank=True, help_text="Empty: until somebody ends it."
    )
    notice_months = models.PositiveSmallIntegerField(
        "months of notice",
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text="How many months before the end notice must be given.",
    )
    renewal = models.CharField("on that day", max_length=10, choices=Renewal, default=Renewal.OPEN)
    service_level = models.CharField(
        max_length=300, blank=True, help_text="What we promised, such as “99.5% on time”."
    )
    last_reading = models.CharField(
        max_length=60, blank=True, help_text="What was reached last, such as “99.7% in October”."
    )
    is_level_kept = models.BooleanField("kept", null=True, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contracts",
        help_text="The signed paper, in the register of documents.",
    )
    notes = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = [F("expires_on").asc(nulls_last=True), "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="contract ends after it starts",
                condition=Q(starts_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("starts_on")),
                violation_error_message="A contract cannot end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def notice_by(self) -> date | None:
        """The last day on which notice can be given; None where it has no end or no notice."""
        if self.expires_on is None or self.notice_months is None:
            return None
        return months_later(self.expires_on, -self.notice_months)
