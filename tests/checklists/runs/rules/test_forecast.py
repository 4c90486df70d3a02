"""When a checklist will be closed: its pace, and what waits for what."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.runs.rules.forecast import Expected, Pace, Work, forecast
from config.lib.workdays import Span, WorkCalendar

CALENDAR = WorkCalendar("AT", closures=[Span(date(2026, 12, 24), date(2026, 12, 31), "Closed")])
START = date(2026, 11, 2)
"""A Monday; each of the next working days has one item in the stories below."""
unhurried = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 11, 16)
"""The eleventh working day: ten have passed."""


def daily(closed: int, total: int = 20) -> list[Work]:
    """One item for each working day from the start on, the first ones closed."""
    return [
        Work(str(number), CALENDAR.add(START, number), is_open=number >= closed)
        for number in range(total)
    ]


def test_the_pace_says_how_many_days_of_the_plan_are_covered() -> None:
    assert forecast(daily(8), START, CALENDAR, TODAY).pace == Pace(covered=8, passed=10)


def test_at_a_slower_pace_what_is_open_takes_that_much_longer() -> None:
    found = forecast(daily(8), START, CALENDAR, TODAY)

    # The twentieth day of the plan comes as the twenty-fifth.
    assert found.last == Expected("19", date(2026, 11, 27), CALENDAR.add(START, 24))


def test_who_is_ahead_does_not_hold_the_rest_earlier() -> None:
    found = forecast(daily(15), START, CALENDAR, TODAY)

    assert found.pace.percent == 150
    assert [one.on for one in found.expected] == [one.due_on for one in found.expected]


@pytest.mark.parametrize(("closed", "today"), [(2, date(2026, 11, 6)), (0, TODAY)])
def test_no_pace_is_told_from_a_few_days_or_from_nothing(closed: int, today: date) -> None:
    found = forecast(daily(closed), START, CALENDAR, today)

    assert not found.pace.is_known
    assert found.last == Expected("19", date(2026, 11, 27), date(2026, 11, 27))


def test_a_late_item_moves_what_waits_for_it() -> None:
    works = [
        Work("1.1", START, is_open=True),
        Work("1.2", date(2026, 11, 3), is_open=True, waits_for=("1.1",)),
        Work("1.3", date(2026, 12, 1), is_open=True, waits_for=("1.2",)),
    ]

    found = forecast(works, START, CALENDAR, date(2026, 11, 5))

    thursday = date(2026, 11, 5)
    assert found.expected == (
        Expected("1.1", START, thursday),
        Expected("1.2", date(2026, 11, 3), thursday),
        Expected("1.3", date(2026, 12, 1), date(2026, 12, 1)),
    )


def test_an_item_is_held_up_by_the_one_that_is_expected_last() -> None:
    works = [
        *daily(8),
        Work("early", date(2026, 11, 17), is_open=True, waits_for=("18", "19")),
    ]

    found = forecast(works, START, CALENDAR, TODAY)

    assert found.expected[-1].held_by == "19"
    assert found.expected[-1].on == found.expected[-2].on


def test_all_that_is_closed_leaves_nothing_to_expect() -> None:
    found = forecast(daily(20), START, CALENDAR, TODAY)

    assert (found.last, found.pace.is_behind) == (None, False)


def test_a_forecast_goes_a_year_beyond_the_plan_at_the_most() -> None:
    far = START + timedelta(days=365)
    works = [*daily(1, total=5), Work("last", far, is_open=True)]

    found = forecast(works, START, CALENDAR, START + timedelta(days=300))

    assert found.last
    assert CALENDAR.count(far, found.last.on) <= 262


@unhurried
@given(
    days=st.lists(st.integers(0, 60), min_size=1, max_size=25),
    closed=st.sets(st.integers(0, 24)),
    waits=st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=30),
    passed=st.integers(0, 90),
)
def test_nothing_open_is_expected_too_early(
    days: list[int], closed: set[int], waits: list[tuple[int, int]], passed: int
) -> None:
    works = [
        Work(
            str(place),
            CALENDAR.add(START, day),
            is_open=place not in closed,
            waits_for=tuple({str(b) for a, b in waits if a == place and b < a}),
        )
        for place, day in enumerate(days)
    ]
    today = START + timedelta(days=passed)

    found = {one.number: one for one in forecast(works, START, CALENDAR, today).expected}

    assert set(found) == {work.number for work in works if work.is_open}
    for work in works:
        if work.is_open:
            on = found[work.number].on
            assert on >= max(work.due_on, today)
            assert CALENDAR.is_working(on)
            assert all(found[other].on <= on for other in work.waits_for if other in found)
