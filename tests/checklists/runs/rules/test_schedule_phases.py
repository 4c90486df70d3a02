from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.runs.rules.schedule import Frame, PhaseWindow, phase_windows
from config.lib.workdays import ONE_DAY, WorkCalendar

# A slow machine breaks no rule.
unhurried = settings(deadline=None, max_examples=50)

CALENDAR = WorkCalendar("")
FRAME = Frame(date(2026, 11, 2), date(2026, 11, 20), date(2026, 12, 4))
PHASES = [1, 2, 3, 4, 5]

days = st.dates(date(2026, 10, 15), date(2026, 12, 31))
items = st.lists(st.tuples(st.sampled_from(PHASES), days))


@unhurried
@given(items)
def test_phases_come_in_their_order_and_are_never_inverted(pairs: list[tuple[int, date]]) -> None:
    windows = phase_windows(pairs, FRAME, CALENDAR)

    assert all(window.starts_on <= window.ends_on for window in windows)
    assert [window.number for window in windows] == [
        number for number in PHASES if number in dict(pairs)
    ]


@unhurried
@given(items)
def test_every_working_day_until_the_last_phase_ends_is_in_a_phase(
    pairs: list[tuple[int, date]],
) -> None:
    windows = phase_windows(pairs, FRAME, CALENDAR)

    last = max((window.ends_on for window in windows), default=FRAME.starts_on - ONE_DAY)
    for number in range((last - FRAME.starts_on).days + 1):
        day = FRAME.starts_on + timedelta(days=number)
        is_held = any(window.starts_on <= day <= window.ends_on for window in windows)
        assert is_held or not CALENDAR.is_working(day)


def test_a_phase_lasts_until_its_last_item() -> None:
    pairs = [
        (2, date(2026, 11, 10)),
        (1, date(2026, 11, 3)),
        (1, date(2026, 11, 6)),
    ]

    assert phase_windows(pairs, FRAME, CALENDAR) == [
        PhaseWindow(1, date(2026, 11, 2), date(2026, 11, 6)),
        PhaseWindow(2, date(2026, 11, 9), date(2026, 11, 10)),
    ]


def test_a_phase_that_is_due_earlier_than_the_one_before_runs_beside_it() -> None:
    pairs = [
        (1, date(2026, 11, 6)),
        (2, date(2026, 11, 4)),
        (5, date(2026, 11, 11)),
    ]

    assert phase_windows(pairs, FRAME, CALENDAR) == [
        PhaseWindow(1, date(2026, 11, 2), date(2026, 11, 6)),
        PhaseWindow(2, date(2026, 11, 4), date(2026, 11, 4)),
        PhaseWindow(5, date(2026, 11, 9), date(2026, 11, 11)),
    ]


def test_a_phase_begins_with_an_item_that_is_due_while_the_one_before_still_runs() -> None:
    pairs = [(1, date(2026, 11, 6)), (2, date(2026, 11, 6)), (2, date(2026, 11, 11))]

    assert phase_windows(pairs, FRAME, CALENDAR) == [
        PhaseWindow(1, date(2026, 11, 2), date(2026, 11, 6)),
        PhaseWindow(2, date(2026, 11, 6), date(2026, 11, 11)),
    ]


def test_a_phase_that_is_due_before_the_start_has_the_days_of_its_items() -> None:
    pairs = [(1, date(2026, 10, 20)), (2, date(2026, 11, 4))]

    assert phase_windows(pairs, FRAME, CALENDAR) == [
        PhaseWindow(1, date(2026, 10, 20), date(2026, 10, 20)),
        PhaseWindow(2, date(2026, 11, 2), date(2026, 11, 4)),
    ]


def test_numbered_phases_come_in_their_order() -> None:
    pairs = [(2, date(2026, 11, 10)), (1, date(2026, 11, 3))]

    assert [window.number for window in phase_windows(pairs, FRAME, CALENDAR)] == [1, 2]
