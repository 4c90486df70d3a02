from __future__ import annotations

from django.db import models


class PublicHolidays(models.Model):
    """What a place has off in one year, as a version of the library of holidays worked it out."""

    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=30, help_text="The version of the library.")
    holidays = models.JSONField(help_text="Dates with their English names.")
    weekend = models.JSONField(help_text="Days of the week, from 0, Monday.")

    class Meta:
        ordering = ["country", "subdivision", "year"]
        verbose_name_plural = "public holidays"
        constraints = [
            models.UniqueConstraint(
                name="a place has a year once an edition",
                fields=["edition", "country", "subdivision", "year"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.subdivision} {self.year}".replace("  ", " ")
