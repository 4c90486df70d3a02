from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.profile.models import Record
from config.lib import words

PERCENT = [MaxValueValidator(100)]


class Diagnosis(Record):
    """How the relationship with a client was on a day; several of them show where it goes."""

    taken_on = models.DateField(
        "day", validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")]
    )
    divisions = models.PositiveSmallIntegerField(
        "divisions we work with", null=True, blank=True, validators=[MaxValueValidator(999)]
    )
    divisions_of = models.PositiveSmallIntegerField(
        "divisions they have",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
    )
    team_mix = models.CharField(
        "team mix",
        max_length=200,
        blank=True,
        help_text="Such as “2 sales, 1 engineer, 1 finance”.",
    )
    years = models.PositiveSmallIntegerField(
        "years together", null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    share_of_wallet = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=PERCENT,
        help_text="Of all they spend on what we offer, in percent.",
    )
    score = models.PositiveSmallIntegerField(
        "independent score",
        null=True,
        blank=True,
        validators=PERCENT,
        help_text="From 0 to 100, by somebody who does not work on the account.",
    )

    class Meta(Record.Meta):
        verbose_name_plural = "diagnoses"
        ordering = ["-taken_on", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(name="one diagnosis a day", fields=["account", "taken_on"]),
            models.CheckConstraint(
                name="percents of a diagnosis end at 100",
                condition=(Q(share_of_wallet__isnull=True) | Q(share_of_wallet__lte=100))
                & (Q(score__isnull=True) | Q(score__lte=100)),
            ),
            models.CheckConstraint(
                name="no more divisions than they have",
                condition=Q(divisions__isnull=True)
                | Q(divisions_of__isnull=True)
                | Q(divisions__lte=F("divisions_of")),
                violation_error_message="They do not have so many divisions.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reading of {words.short_full_day(self.taken_on)}"

    @property
    def breadth(self) -> int | None:
        """The share of their divisions that we work with, in percent."""
        if self.divisions is None or not self.divisions_of:
            return None
        return round(100 * self.divisions / self.divisions_of)
