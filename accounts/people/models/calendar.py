from __future__ import annotations

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from config.lib.countries import COUNTRIES, validate_country
from config.lib.workdays import Span, WorkCalendar, check_place


class Calendar(models.Model):
    """The working days of a place: public holidays of a country and the company's closures."""

    name = models.CharField(max_length=100, unique=True)
    country = models.CharField(
        max_length=2,
        validators=[validate_country],
        help_text="Two-letter code, such as AT. Its public holidays are skipped.",
    )
    subdivision = models.CharField(
        max_length=10, blank=True, help_text="State or province, where its holidays differ."
    )
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                name="one default calendar", fields=["is_default"], condition=Q(is_default=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a subdivision that its country does not have."""
        super().clean()
        if self.country not in COUNTRIES:
            return
        try:
            check_place(self.country, self.subdivision)
        except ValueError as error:
            raise ValidationError({"subdivision": str(error)}) from error

    def work_calendar(self) -> WorkCalendar:
        """The calendar's arithmetic, with its closures; one query.

        Calendars that say the same share one, so that its years are worked out once a process.
        """
        closures = tuple(
            Span(closure.starts_on, closure.ends_on, closure.reason)
            for closure in self.closures.all()
        )
        return shared_work_calendar(self.country, self.subdivision, closures)


@lru_cache(maxsize=64)
def shared_work_calendar(
    country: str, subdivision: str, closures: tuple[Span, ...]
) -> WorkCalendar:
    """The arithmetic of all calendars that say the same."""
    return WorkCalendar(country, subdivision, closures)


class Closure(models.Model):
    """Days on which the company is closed."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="closures")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    reason = models.CharField(max_length=100, default="Company closure")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                name="a closure ends after it starts", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.starts_on} to {self.ends_on}"
