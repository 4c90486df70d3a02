"""The arithmetic of stored calendars, read once and shared by all who ask."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import Calendar
from accounts.people.queries.calendars import usual_work_calendar, work_calendars
from tests.factories.people import CalendarFactory

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE, A_TUESDAY = date(2026, 12, 24), date(2026, 12, 29)


def test_the_usual_calendar_is_the_default_one_with_its_closures(calendar: Calendar) -> None:
    CalendarFactory.create(name="Germany", country="DE")
    calendar.closures.create(starts_on=date(2026, 12, 28), ends_on=date(2026, 12, 31))

    usual = usual_work_calendar()

    assert (usual.country, usual.is_working(CHRISTMAS_EVE)) == ("AT", True)
    assert usual.reason_off(A_TUESDAY) == "Company closure"


def test_the_usual_calendar_is_worked_out_once_for_all(calendar: Calendar) -> None:
    assert usual_work_calendar() is work_calendars([calendar.pk])[calendar.pk]


def test_without_a_calendar_only_weekends_are_off() -> None:
    usual = usual_work_calendar()

    assert usual.is_working(date(2026, 12, 25))
    assert not usual.is_working(date(2026, 12, 26))
