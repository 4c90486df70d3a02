from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.lib.workdays import (
    ONE_DAY,
    DayOff,
    Span,
    WorkCalendar,
    check_place,
    describe_days_off,
    sunday_of,
    weekend_of,
)

# A slow machine breaks no rule.
unhurried = settings(deadline=None, max_examples=50)

CLOSURE = Span(date(2026, 12, 24), date(2026, 12, 31), "Company closure")
VIENNA = WorkCalendar("AT", closures=[CLOSURE])
NO_COUNTRY = WorkCalendar("")

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
closures = st.builds(
    lambda first, length: Span(first, first + timedelta(days=length), "Closed"),
    days,
    st.integers(0, 40),
)
calendars = st.builds(
    WorkCalendar,
    st.sampled_from(["", "AT", "DE", "US", "CN", "IN"]),
    closures=st.lists(closures, max_size=3),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6})]),
)


@unhurried
@given(calendars, days, st.integers(-300, 300))
def test_adding_working_days_never_ends_on_a_day_off(
    calendar: WorkCalendar, day: date, number: int
) -> None:
    assert calendar.is_working(calendar.add(day, number))


@unhurried
@given(calendars, days, st.integers(0, 300))
def test_as_many_days_are_counted_as_were_added(
    calendar: WorkCalendar, day: date, number: int
) -> None:
    assert calendar.count(day, calendar.add(day, number)) == number + 1
    assert calendar.count(calendar.add(day, -number), day - ONE_DAY) == number


@unhurried
@given(calendars, days, st.integers(-100, 100), st.integers(-100, 100))
def test_adding_in_two_steps_is_adding_at_once(
    calendar: WorkCalendar, day: date, one: int, other: int
) -> None:
    assert calendar.add(calendar.add(day, one), other) == calendar.add(day, one + other)


@unhurried
@given(calendars, st.tuples(days, days, days).map(sorted))
def test_counts_of_neighbouring_spans_add_up(calendar: WorkCalendar, cuts: list[date]) -> None:
    first, middle, last = cuts

    left = calendar.count(first, middle)
    right = calendar.count(middle + timedelta(days=1), last)

    assert left + right == calendar.count(first, last)


@unhurried
@given(calendars, days, st.integers(0, 60))
def test_a_count_is_the_number_of_working_days(
    calendar: WorkCalendar, first: date, length: int
) -> None:
    span = [first + timedelta(days=number) for number in range(length)]

    counted = calendar.count(first, first + timedelta(days=length - 1))

    assert counted == sum(map(calendar.is_working, span))


@unhurried
@given(calendars, days)
def test_next_and_previous_are_the_nearest_working_days(calendar: WorkCalendar, day: date) -> None:
    before, after = calendar.previous_working(day), calendar.next_working(day)

    assert before <= day <= after
    assert calendar.count(before, after) == (1 if calendar.is_working(day) else 2)


@unhurried
@given(calendars, days, st.integers(0, 60))
def test_days_off_are_the_weekdays_on_which_nobody_works(
    calendar: WorkCalendar, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    weekdays = [
        first + timedelta(days=number)
        for number in range(length + 1)
        if (first + timedelta(days=number)).weekday() not in calendar.weekend
    ]

    off = calendar.days_off(first, last)

    assert [day.on for day in off] == [day for day in weekdays if not calendar.is_working(day)]


def test_a_day_off_has_its_reason() -> None:
    reasons = {
        date(2026, 12, 5): "Saturday",
        date(2026, 12, 7): None,
        date(2026, 12, 8): "Immaculate Conception",
        date(2026, 12, 24): "Company closure",
        date(2027, 1, 1): "New Year’s Day",
    }

    assert {day: VIENNA.reason_off(day) for day in reasons} == reasons


def test_a_closure_goes_before_the_holidays_inside_it() -> None:
    assert VIENNA.reason_off(date(2026, 12, 25)) == "Company closure"


def test_a_closure_without_a_reason_is_still_closed() -> None:
    calendar = WorkCalendar("", closures=[Span(date(2026, 3, 2), date(2026, 3, 2))])

    assert calendar.reason_off(date(2026, 3, 2)) == "Closure"


def test_a_day_off_counts_as_the_working_day_after_it() -> None:
    saturday = date(2026, 11, 28)

    assert NO_COUNTRY.add(saturday, 0) == date(2026, 11, 30)
    assert NO_COUNTRY.add(saturday, 1) == date(2026, 12, 1)
    assert NO_COUNTRY.add(saturday, -1) == date(2026, 11, 27)


def test_the_weekend_may_be_friday_and_saturday() -> None:
    calendar = WorkCalendar("", weekend=frozenset({4, 5}))

    assert calendar.add(date(2026, 11, 26), 1) == date(2026, 11, 29)


@pytest.mark.parametrize(
    ("country", "weekend"),
    [("AT", {5, 6}), ("AE", {5, 6}), ("IL", {4, 5}), ("SA", {4, 5}), ("BN", {4, 6}), ("", {5, 6})],
)
def test_the_weekend_is_the_one_of_the_country(country: str, weekend: set[int]) -> None:
    assert WorkCalendar(country).weekend == weekend


def test_a_country_that_nobody_knows_rests_on_saturday_and_sunday() -> None:
    assert weekend_of("XX") == {5, 6}


def test_a_state_has_holidays_of_its_own() -> None:
    epiphany = date(2027, 1, 6)

    assert WorkCalendar("DE").is_working(epiphany)
    assert WorkCalendar("DE", "BY").reason_off(epiphany) == "Epiphany"


def test_two_holidays_on_one_day_are_named_with_an_and() -> None:
    assert WorkCalendar("FR").reason_off(date(2008, 5, 1)) == "Ascension Day and Labor Day"


def test_without_a_country_only_the_weekend_is_off() -> None:
    assert NO_COUNTRY.days_off(date(2026, 1, 1), date(2026, 12, 31)) == []


def test_nothing_is_counted_backwards() -> None:
    assert VIENNA.count(date(2026, 12, 10), date(2026, 12, 9)) == 0
    assert VIENNA.days_off(date(2026, 12, 10), date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("country", "subdivision", "sentence"),
    [
        ("XX", "", "The public holidays of “XX” are not known."),
        ("AT", "ZZ", "The public holidays of “ZZ” in AT are not known."),
        ("at", "", "“at” is not a two-letter country code, such as AT."),
        ("date", "", "“date” is not a two-letter country code, such as AT."),
        ("", "BY", "The subdivision “BY” needs a country."),
    ],
)
def test_an_unknown_place_is_refused_in_a_sentence(
    country: str, subdivision: str, sentence: str
) -> None:
    with pytest.raises(ValueError) as refused:
        check_place(country, subdivision)

    assert str(refused.value) == sentence


def test_a_calendar_refuses_an_unknown_country_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="“XX” are not known"):
        WorkCalendar("XX")


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_an_absurd_year_is_refused(day: date) -> None:
    for ask in (VIENNA.reason_off, VIENNA.next_working, VIENNA.previous_working):
        with pytest.raises(ValueError, match="in the years 1990 to 2100, not in"):
            ask(day)


def test_planning_past_the_last_year_is_refused() -> None:
    with pytest.raises(ValueError, match="not in 2101"):
        VIENNA.add(date(2100, 12, 30), 10)


@pytest.mark.parametrize("number", [0, 1, -1])
def test_a_place_closed_for_years_is_given_up(number: int) -> None:
    closed = WorkCalendar("", closures=[Span(date(2020, 1, 1), date(2040, 1, 1), "Sold")])

    with pytest.raises(ValueError, match="no working day within three years of 2030"):
        closed.add(date(2030, 6, 1), number)


def test_a_place_closed_for_a_year_reopens() -> None:
    closed = WorkCalendar("", closures=[Span(date(2026, 3, 1), date(2027, 12, 31), "Rebuilding")])

    assert closed.next_working(date(2026, 6, 1)) == date(2028, 1, 3)
    assert closed.previous_working(date(2027, 6, 1)) == date(2026, 2, 27)


def test_days_off_with_one_reason_read_as_one_span() -> None:
    off = VIENNA.days_off(date(2026, 11, 30), date(2027, 2, 4))

    assert describe_days_off(off) == (
        "Immaculate Conception (8 Dec), Company closure (24 – 31 Dec), "
        "New Year’s Day (1 Jan), Epiphany (6 Jan)"
    )


def test_two_closures_with_a_working_day_between_stay_two() -> None:
    thursday_and_monday = [
        DayOff(date(2026, 11, 26), "Company closure"),
        DayOff(date(2026, 11, 30), "Company closure"),
    ]

    assert describe_days_off(thursday_and_monday) == (
        "Company closure (26 Nov), Company closure (30 Nov)"
    )


def test_a_span_goes_across_the_weekend_of_the_place() -> None:
    thursday_and_sunday = [
        DayOff(date(2026, 11, 26), "Company closure"),
        DayOff(date(2026, 11, 29), "Company closure"),
    ]

    assert describe_days_off(thursday_and_sunday, weekend={4, 5}) == (
        "Company closure (26 – 29 Nov)"
    )


def test_no_days_off_need_no_words() -> None:
    assert describe_days_off([]) == ""


def test_the_week_ends_on_sunday() -> None:
    days = [sunday_of(date(2026, 11, day)) for day in range(23, 30)]

    assert set(days) == {date(2026, 11, 29)}
