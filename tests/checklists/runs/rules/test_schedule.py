from __future__ import annotations

from datetime import date

import pytest

from checklists.runs.rules.schedule import Frame, Placement, Schedule, Task, in_order
from config.lib.workdays import Span
from tests.support.schedules import around_ownership, away, by_key, only, schedule


def test_halves_are_rounded_up() -> None:
    frame = Frame(date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 5))

    found = schedule(Task("a", "start", 1, "hr"), frame=frame, nominal_days=3)

    assert only(found).due_on == date(2026, 11, 4)


def test_a_template_of_one_day_is_not_scaled() -> None:
    found = schedule(Task("a", "start", 2, "hr"), nominal_days=1)

    assert only(found).due_on == date(2026, 12, 2)


def test_days_around_ownership_and_the_end_are_not_scaled() -> None:
    found = schedule(
        Task("before", "ownership", -1, "hr"),
        Task("on the day", "ownership", 0, "hr"),
        Task("after", "ownership", 2, "hr"),
        Task("end", "end", -1, "hr"),
    )

    assert [placement.due_on for placement in found.placements] == [
        date(2027, 1, 13),
        date(2027, 1, 14),
        date(2027, 1, 18),
        date(2027, 2, 3),
    ]


def test_a_task_before_ownership_moves_back_when_it_would_come_after() -> None:
    found = schedule(around_ownership(-2), absences={"incoming": [away(1, 11, 15)]})

    assert only(found) == Placement(
        key="a",
        due_on=date(2027, 1, 8),
        wanted_on=date(2027, 1, 12),
        moved_because="Amelie is away 11 – 15 Jan",
        problem="",
    )


def test_a_task_comes_after_ownership_when_there_is_no_day_before() -> None:
    absences = {"incoming": [Span(date(2026, 11, 1), date(2027, 1, 15))]}

    found = schedule(around_ownership(-2), absences=absences)

    assert only(found) == Placement(
        key="a",
        due_on=date(2027, 1, 18),
        wanted_on=date(2027, 1, 12),
        moved_because="Amelie is away 1 Nov – 15 Jan",
        problem=(
            "Falls on Mon 18 Jan 2027, after the day of ownership, "
            "because Amelie is away 1 Nov – 15 Jan"
        ),
        unpressed=(
            "no day from Mon 30 Nov to Thu 14 Jan 2027 has everybody there: "
            "Amelie is away 1 Nov – 15 Jan"
        ),
    )


def test_a_task_does_not_move_back_before_what_it_waits_for() -> None:
    found = schedule(
        Task("first", "ownership", -3, "outgoing"),
        Task("second", "ownership", -2, "incoming", waits_for=("first",)),
        absences={"incoming": [away(1, 11, 15)]},
    )

    assert by_key(found)["first"].due_on == date(2027, 1, 11)
    assert by_key(found)["second"].due_on == date(2027, 1, 18)


def test_the_year_is_said_only_where_it_is_another() -> None:
    frame = Frame(date(2027, 1, 11), date(2027, 1, 14), date(2027, 2, 1))

    found = schedule(Task("a", "end", 1, "hr"), frame=frame)

    assert only(found).problem == "Falls on Tue 2 Feb, after the last day"


def test_a_task_before_the_first_day_is_a_problem() -> None:
    found = schedule(Task("a", "ownership", -40, "hr"))

    assert only(found).problem == "Falls on Fri 6 Nov, before the first day"


def test_a_chain_of_tasks_moves_together() -> None:
    found = schedule(
        Task("c", "start", 1, "incoming", waits_for=("b",)),
        Task("b", "start", 0, "outgoing", waits_for=("a",)),
        Task("a", "start", 0, "hr", pinned_on=date(2026, 12, 8)),
    )

    assert [placement.due_on for placement in found.placements] == [
        date(2026, 12, 9),
        date(2026, 12, 9),
        date(2026, 12, 8),
    ]
    assert by_key(found)["b"].moved_because == "It waits for an item due on Tue 8 Dec"


def test_a_wait_past_the_day_of_ownership_is_a_problem() -> None:
    found = schedule(
        Task("a", "start", 0, "hr", pinned_on=date(2027, 1, 15)),
        Task("b", "ownership", 0, "outgoing", waits_for=("a",)),
    )

    assert by_key(found)["b"].problem == (
        "Falls on Fri 15 Jan 2027, after the day of ownership, "
        "because it waits for an item due on Fri 15 Jan 2027"
    )


def test_what_is_wrong_with_a_pinned_day_is_said() -> None:
    found = schedule(
        Task("a", "start", 8, "hr"),
        Task("b", "start", 0, "outgoing", ("a",), pinned_on=date(2026, 12, 8)),
        absences={"outgoing": [away(12, 7, 9)]},
    )

    assert by_key(found)["b"].problem == (
        "Tomas is away 7 – 9 Dec. Waits for an item due on Fri 11 Dec. "
        "Tue 8 Dec is a day off (Immaculate Conception)"
    )


def test_waiting_for_a_task_that_was_left_out_holds_nothing_up() -> None:
    found = only(schedule(Task("a", "start", 0, "hr", waits_for=("left out",))))

    assert found.due_on == found.wanted_on


def test_days_off_at_the_ends_of_the_frame_are_passed_over() -> None:
    saturdays = Frame(date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 12))

    found = schedule(
        Task("start", "start", 0, "hr"),
        Task("ownership", "ownership", 0, "hr"),
        Task("end", "end", 0, "hr"),
        frame=saturdays,
    )

    assert [placement.due_on for placement in found.placements] == [
        date(2026, 11, 30),
        date(2026, 12, 7),
        date(2026, 12, 11),
    ]
    assert found.problems == ()


def test_ownership_before_the_start_is_refused() -> None:
    frame = Frame(date(2026, 11, 30), date(2026, 11, 27), date(2027, 2, 4))

    with pytest.raises(ValueError, match="The day of ownership is before the first day"):
        schedule(frame=frame)


def test_an_unknown_anchor_is_refused() -> None:
    with pytest.raises(ValueError, match="“middle” is not an anchor"):
        schedule(Task("a", "middle", 0, "hr"))


def test_two_tasks_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="Two tasks have the same key"):
        schedule(Task("a", "start", 0, "hr"), Task("a", "end", 0, "hr"))


@pytest.mark.parametrize(
    ("waits_for", "circle"),
    [
        ({"a": ["a"]}, "a → a"),
        ({"a": ["b"], "b": ["a"]}, "a → b → a"),
        ({"z": [], "c": ["a"], "a": ["b"], "b": ["c"]}, "c → a → b → c"),
    ],
)
def test_a_circle_of_waiting_is_refused_by_name(
    waits_for: dict[str, list[str]], circle: str
) -> None:
    with pytest.raises(ValueError) as refused:
        in_order(waits_for)

    assert str(refused.value) == f"These wait for each other: {circle}."


def test_tasks_that_wait_for_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="a → b → a"):
        schedule(Task("a", "start", 0, "hr", ("b",)), Task("b", "start", 0, "hr", ("a",)))


def test_no_tasks_make_an_empty_schedule() -> None:
    assert schedule() == Schedule(())
