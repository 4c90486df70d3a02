"""The day of a moment where all readers have to read the same."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import get_default_timezone


def site_day(at: datetime) -> date:
    """The day of a moment by the clock of the site, whoever reads and wherever they are."""
    return at.astimezone(get_default_timezone()).date()
