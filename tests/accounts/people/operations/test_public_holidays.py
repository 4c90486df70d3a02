"""Public holidays are worked out once, and kept for every other process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from accounts.people.models import Calendar, PublicHolidays
from accounts.people.operations import public_holidays as operations
from accounts.people.operations.public_holidays import Shelf
from accounts.people.queries import public_holidays as queries
from config.lib import public_holidays
from config.lib.public_holidays import Off, PlaceYear, off_in
from config.lib.workdays import WorkCalendar
from tests.factories.people import CalendarFactory, UserFactory

pytestmark = pytest.mark.django_db
VIENNA = PlaceYear("AT", "", 2026)
TODAY = date(2026, 11, 24)


@pytest.fixture
def _another_process() -> Iterator[None]:
    """This process reads what is kept, and has not looked yet."""
    public_holidays.keep_in(Shelf())
    yield
    public_holidays.keep_in(None)


@pytest.fixture
def _no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs the library is told apart."""

    def refuse(*asked: object) -> Off:
        raise AssertionError(f"The library was asked for {asked}.")

    monkeypatch.setattr(public_holidays, "worked_out", refuse)


def years_of(country: str, subdivision: str = "") -> list[int]:
    found = PublicHolidays.objects.filter(country=country, subdivision=subdivision)
    return list(found.values_list("year", flat=True))


def test_places_in_use_are_kept_from_last_year_to_three_years_ahead() -> None:
    CalendarFactory.create(country="DE", subdivision="BY")
    UserFactory.create(country="SA", team=None)
    UserFactory.create(country="FR", team=None, is_active=False)

    assert operations.load(TODAY) == 12
    assert operations.load(TODAY) == 0

    assert years_of("DE", "BY") == years_of("SA") == [2025, 2026, 2027, 2028, 2029, 2100]
    assert years_of("FR") == []


def test_a_place_that_the_library_does_not_know_is_left_out() -> None:
    CalendarFactory.create(country="XX")

    assert operations.load(TODAY) == 0


@pytest.mark.usefixtures("_another_process", "_no_library")
def test_the_first_look_of_a_process_takes_one_query_and_the_others_none(
    calendar: Calendar, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    CalendarFactory.create(country="SA")
    operations.load(TODAY)

    with django_assert_num_queries(1):
        assert WorkCalendar("AT").reason_off(date(2026, 12, 8)) == "Immaculate Conception"
    with django_assert_num_queries(0):
        assert WorkCalendar("SA").weekend == {4, 5}
        assert WorkCalendar("AT").is_working(date(2027, 12, 9))


@pytest.mark.usefixtures("_another_process")
def test_what_is_kept_is_what_the_library_says(calendar: Calendar) -> None:
    operations.load(TODAY)

    assert off_in(VIENNA) == public_holidays.worked_out(VIENNA)


@pytest.mark.usefixtures("_another_process")
@pytest.mark.django_db(transaction=True)
def test_whoever_asks_first_keeps_it_for_those_who_looked_before() -> None:
    other = Shelf()
    assert other.find(VIENNA) is None

    found = off_in(VIENNA)

    assert years_of("AT") == [2026]
    assert other.find(VIENNA) == found


@pytest.mark.usefixtures("_another_process")
@pytest.mark.django_db(transaction=True)
def test_a_year_is_kept_after_the_work_that_asked_for_it_and_only_once() -> None:
    shelf, other = Shelf(), Shelf()
    found = off_in(VIENNA)
    PublicHolidays.objects.all().delete()

    with transaction.atomic():
        shelf.keep(VIENNA, found)
        other.keep(VIENNA, found)
        assert years_of("AT") == []

    assert years_of("AT") == [2026]


def test_years_that_were_kept_before_names_had_their_apostrophe_are_worked_out_anew(
    calendar: Calendar,
) -> None:
    new_year = {"2026-01-01": "New Year's Day"}
    PublicHolidays.objects.create(
        **VIENNA._asdict(), edition=version("holidays"), holidays=new_year, weekend=[5, 6]
    )

    operations.load(TODAY)

    kept = PublicHolidays.objects.get(**VIENNA._asdict())
    assert kept.holidays["2026-01-01"] == "New Year’s Day"


def test_another_version_of_the_library_works_it_out_anew(
    calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations.load(TODAY)
    before = set(PublicHolidays.objects.values_list("pk", flat=True))
    for module in (public_holidays, operations, queries):
        monkeypatch.setattr(module, "edition", lambda: "0.999")

    assert Shelf().find(VIENNA) is None
    assert operations.load(TODAY) == 6

    assert not PublicHolidays.objects.filter(pk__in=before).exists()
    assert Shelf().find(VIENNA) is not None
