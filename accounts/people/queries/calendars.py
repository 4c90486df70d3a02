"""The arithmetic of several calendars at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.people.models import Calendar
from accounts.people.models.calendar import shared_work_calendar
from config.lib.kept import KeptValues
from config.lib.workdays import Span, WorkCalendar

CLOSURE = ("closures__starts_on", "closures__ends_on", "closures__reason")


def _with_closures(found: QuerySet[Calendar]) -> QuerySet[Calendar, tuple[Any, ...]]:
    told = found.order_by("closures__starts_on")
    return told.values_list("pk", "country", "subdivision", *CLOSURE)


USUAL = KeptValues(lambda: _with_closures(Calendar.objects.filter(is_default=True)))
BY_ID = KeptValues(lambda ids: _with_closures(Calendar.objects.filter(pk__in=ids)))


def work_calendars(ids: Collection[int]) -> dict[int, WorkCalendar]:
    """The working days of calendars with their closures, by id; one query."""
    return _arithmetic(BY_ID.rows(sorted(ids)))


def usual_work_calendar() -> WorkCalendar:
    """The working days of the default calendar, or one that knows weekends only; one query."""
    found = _arithmetic(USUAL.rows())
    return next(iter(found.values()), None) or shared_work_calendar("", "", ())


def _arithmetic(rows: Iterable[tuple[Any, ...]]) -> dict[int, WorkCalendar]:
    places: dict[int, tuple[str, str]] = {}
    closures: dict[int, list[Span]] = {}
    for pk, country, subdivision, first, last, reason in rows:
        places[pk] = (country, subdivision)
        closed = closures.setdefault(pk, [])
        if first is not None:
            closed.append(Span(first, last, reason))
    return {pk: shared_work_calendar(*place, tuple(closures[pk])) for pk, place in places.items()}
