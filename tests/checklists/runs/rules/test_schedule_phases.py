from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.runs.rules.schedule import Frame, PhaseWindow, phase_windows
from config.lib.workdays import WorkCalendar

# A slow machine breaks no rule.
unhurried = settings(deadline=None, max_examples=50)

CALENDAR = WorkCalendar("")
FRAME = Frame(date(2026, 11, 2), date(2026, 11, 20), date(2026, 12, 4))
PHASES = [1, 2, 3, 4, 5]

days = st.dates(date(2026, 10, 15), date(2026, 12, 31))
items = st.lists(st.tuples(st.sampled_from(PHASES), days))


@unhurried
@given(items)
def test_phases_follow_each_other_and_are_never_inverted(pairs: list[tuple[int, date]]) -> None:
    windows = phase_windows(pairs, FRAME, CALENDAR)

    assert all(window.starts_on <= window.ends_on for window in windows)
    assert all(one.ends_on <= other.starts_on for one, other in pairwise(windows))
    assert [window.number for window in windows] == [
        number for number in PHASES if number in dict(pairs)
    ]


@unhurried
@given(items)
def test_no_working_day_lies_between_two_phases(pairs: list[tuple[int, date]]) -> None:
    windows = phase_windows(pairs, FRAME, CALENDAR)

    for one, other in pairwise(windows):
        gap = (one.ends_on + timedelta(days=1), other.starts_on - timedelta(days=1))
        assert CALENDAR.count(*gap) == 0


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


def test_a_phase_that_is_due_earlier_than_the_one_before_has_one_day() -> None:
    pairs = [
        (1, date(2026, 11, 6)),
        (2, date(2026, 11, 4)),
        (5, date(2026, 11, 11)),
    ]

    assert phase_windows(pairs, FRAME, CALENDAR) == [
        PhaseWindow(1, date(2026, 11, 2), date(2026, 11, 6)),
        PhaseWindow(2, date(2026, 11, 6), date(2026, 11, 6)),
        PhaseWindow(5, date(2026, 11, 9), date(2026, 11, 11)),
    ]


def test_a_phase_that_is_due_before_the_start_has_the_first_day() -> None:
    windows = phase_windows([(1, date(2026, 10, 20))], FRAME, CALENDAR)

    assert windows == [PhaseWindow(1, date(2026, 11, 2), date(2026, 11, 2))]


def test_numbered_phases_come_in_their_order() -> None:
    pairs = [(2, date(2026, 11, 10)), (1, date(2026, 11, 3))]

    assert [window.number for window in phase_windows(pairs, FRAME, CALENDAR)] == [1, 2]
