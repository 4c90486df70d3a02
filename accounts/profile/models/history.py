from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from accounts.clients.choices import Channel
from accounts.clients.models import Contact
from accounts.profile.choices import Fortune
from accounts.profile.models.base import Record


def this_year() -> int:
    return timezone.localdate().year


YEARS = [
    MinValueValidator(1800, "No year before 1800."),
    MaxValueValidator(this_year, "This year is still to come."),
]
MONTHS = [(number, name) for number, name in enumerate(
    ("January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"), start=1)]  # fmt: skip


class Event(Record):
    """A step of the way that client and we have gone, told for whoever was not there."""

    year = models.PositiveSmallIntegerField(validators=YEARS)
    month = models.PositiveSmallIntegerField(choices=MONTHS, null=True, blank=True)
    told = models.TextField("what happened", max_length=2000)
    fortune = models.CharField("today", max_length=10, choices=Fortune, default=Fortune.PLAIN)

    class Meta(Record.Meta):
        ordering = ["year", "month", "pk"]

    def __str__(self) -> str:
        return f"{self.when}: {self.told[:80]}"

    @property
    def when(self) -> str:
        """“Mar 2026”, or “2019” where nobody knows the month."""
        return f"{dict(MONTHS)[self.month][:3]} {self.year}" if self.month else str(self.year)


class YearlyRevenue(Record):
    """What an account brought in a year, in the account's currency."""

    year = models.PositiveSmallIntegerField(validators=YEARS)
    amount = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        help_text="In the currency of the account.",
    )

    class Meta(Record.Meta):
        ordering = ["year", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="one revenue a year",
                fields=["account", "year"],
                violation_error_message="The revenue of this year is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Interaction(Record):
    """A talk, a visit or a mail that is worth to know of."""

    held_on = models.DateField(
        "day", validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")]
    )
    channel = models.CharField(max_length=10, choices=Channel)
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="interactions",
        verbose_name="with",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who of ours",
    )
    summary = models.TextField(max_length=4000)

    class Meta(Record.Meta):
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.summary[:80]}"
