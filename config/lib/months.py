"""A day some months later or earlier."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta


def later(day: date, months: int, *, days: int = 0) -> date | None:
    """The same day so many months later; earlier where they are negative.

    A month that is shorter ends on its last day. None beyond what a calendar holds, as after a slip
    such as the year 9999.

    Args:
        day: from which it is counted.
        months: how many.
        days: what is added then.
    """
    try:
        return day + relativedelta(months=months, days=days)
    except (ValueError, OverflowError):
        return None
