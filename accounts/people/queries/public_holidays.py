"""The public holidays that are kept, as the installed version of the library knows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from accounts.people.models import Calendar, PublicHolidays, User
from config.lib.public_holidays import Off, PlaceYear, edition
from config.lib.workdays import LAST_YEAR


def kept(asked: PlaceYear | None = None) -> dict[PlaceYear, Off]:
    """All years of all places that are kept, or one of them; one query."""
    wanted = Q(**asked._asdict()) if asked else Q()
    found = PublicHolidays.objects.filter(wanted, edition=edition()).order_by()
    return {
        PlaceYear(country, subdivision, year): Off(
            {date.fromisoformat(day): name for day, name in holidays.items()}, frozenset(weekend)
        )
        for country, subdivision, year, holidays, weekend in found.values_list(
            "country", "subdivision", "year", "holidays", "weekend"
        )
    }


def in_use(today: date) -> Iterator[PlaceYear]:
    """Where people and calendars are: from last year to three years ahead, and what a place is.

    Two queries.
    """
    calendars = Calendar.objects.order_by().values_list("country", "subdivision").distinct()
    people = User.objects.active().order_by().exclude(country="").values_list("country", flat=True)
    places = {*calendars, *((country, "") for country in people.distinct())}
    for country, subdivision in sorted(places):
        for year in (*range(today.year - 1, today.year + 4), LAST_YEAR):
            yield PlaceYear(country, subdivision, year)
