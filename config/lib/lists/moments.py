"""Boxes for the days between which something happened, where the reader is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from config.lib.lists.boxes import Day


class Since(Day):
    """Rows whose moment is on a day or after it."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__gte": midnight(value)}) if value else qs


class Until(Day):
    """Rows whose moment is on a day or before it."""

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__lt": midnight(value + timedelta(days=1))})


def midnight(day: date) -> datetime:
    """When a day begins where the reader is."""
    return timezone.make_aware(datetime.combine(day, time.min))
