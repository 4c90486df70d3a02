"""The day of a moment where all readers have to read the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import overload

from django.utils.timezone import get_default_timezone


@overload
def site_day(at: datetime) -> date: ...


@overload
def site_day(at: datetime | None) -> date | None: ...


def site_day(at: datetime | None) -> date | None:
    """The day of a moment by the clock of the site, whoever reads and wherever they are.

    Of what has not happened there is none.
    """
    return at.astimezone(get_default_timezone()).date() if at else None
