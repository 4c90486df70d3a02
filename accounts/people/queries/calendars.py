"""The arithmetic of several calendars at once."""

from __future__ import annotations

from collections.abc import Collection

from accounts.people.models import Calendar
from accounts.people.models.calendar import shared_work_calendar
from config.lib.workdays import Span, WorkCalendar

CLOSURE = ("closures__starts_on", "closures__ends_on", "closures__reason")


def work_calendars(ids: Collection[int]) -> dict[int, WorkCalendar]:
    """The working days of calendars with their closures, by id; one query."""
    places: dict[int, tuple[str, str]] = {}
    closures: dict[int, list[Span]] = {}
    found = Calendar.objects.filter(pk__in=ids).order_by("closures__starts_on")
    for pk, country, subdivision, first, last, reason in found.values_list(
        "pk", "country", "subdivision", *CLOSURE
    ):
        places[pk] = (country, subdivision)
        closed = closures.setdefault(pk, [])
        if first is not None:
            closed.append(Span(first, last, reason))
    return {pk: shared_work_calendar(*place, tuple(closures[pk])) for pk, place in places.items()}
