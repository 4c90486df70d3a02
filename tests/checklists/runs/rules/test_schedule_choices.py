"""What a manager may choose for a task that does not fit, and tasks of a transition that runs."""

from __future__ import annotations

from datetime import date

from checklists.runs.rules.schedule import Frame, Task
from checklists.runs.rules.schedule.terms import AFTER, COMPRESS
from config.lib.workdays import Span
from tests.support.schedules import FRAME, VIENNA, by_key, only, schedule

TODAY = date(2026, 12, 9)


def test_a_task_whose_day_has_passed_comes_today_and_says_so() -> None:
    found = only(schedule(Task("a", "start", 1, "hr"), not_before=TODAY))

    assert (found.due_on, found.wanted_on) == (TODAY, date(2026, 12, 1))
    assert found.moved_because == "Tue 1 Dec has passed"


def test_a_task_is_pressed_onto_the_day_of_what_it_waits_for() -> None:
    pushed = Task("a", "start", 0, "hr", pinned_on=date(2027, 1, 14))
    late = Task("b", "ownership", -2, "incoming", ("a",))

    found = by_key(schedule(pushed, late, absences={"incoming": []}))
    pressed = by_key(
        schedule(pushed, Task("b", "ownership", -2, "incoming", ("a",), choice=COMPRESS))
    )

    assert found["b"].due_on == pressed["b"].due_on == date(2027, 1, 14)


def test_what_comes_after_the_day_of_ownership_by_choice_is_no_problem() -> None:
    away = {"incoming": [Span(date(2026, 11, 1), date(2027, 1, 15))]}

    found = only(schedule(Task("a", "ownership", -2, "incoming", choice=AFTER), absences=away))

    assert (found.due_on, found.problem) == (date(2027, 1, 18), "")


def test_a_task_that_cannot_be_pressed_stays_a_problem() -> None:
    away = {"incoming": [Span(date(2026, 11, 1), date(2027, 1, 15))]}

    found = only(schedule(Task("a", "ownership", -2, "incoming", choice=COMPRESS), absences=away))

    assert found.due_on == date(2027, 1, 18)
    assert found.problem.startswith("Falls on Mon 18 Jan 2027, after the day of ownership")


def test_what_stands_in_the_way_of_pressing_is_named() -> None:
    pushed = Task("a", "start", 0, "hr", pinned_on=date(2027, 1, 20), title="Meet")
    late = Task("b", "ownership", -2, "incoming", ("a",), title="Call")

    waits = by_key(schedule(pushed, late))["b"]
    passed = only(schedule(late, not_before=date(2027, 1, 19)))
    left = only(
        schedule(late, not_before=TODAY, last_days={"incoming": date(2026, 12, 4)}),
    )

    assert waits.moved_because == "It waits for “Meet”, due on Wed 20 Jan 2027"
    assert waits.unpressed == (
        "it waits for “Meet”, due on Wed 20 Jan 2027, and ownership moves on Thu 14 Jan 2027"
    )
    assert passed.unpressed == (
        "nothing is placed before Tue 19 Jan 2027, and ownership moves on Thu 14 Jan 2027"
    )
    assert left.unpressed == ("nothing is placed before Wed 9 Dec, and Amelie leaves on Fri 4 Dec")


def test_nothing_stands_in_the_way_of_what_can_be_pressed() -> None:
    pinned = Task("a", "ownership", -2, "hr", pinned_on=date(2027, 3, 1))

    found = only(schedule(pinned))

    assert (found.problem != "", found.unpressed) == (True, "")


def test_once_ownership_has_moved_its_day_limits_nothing() -> None:
    frame = Frame(FRAME.starts_on, FRAME.owns_on, FRAME.ends_on, has_moved=True)

    found = only(
        schedule(Task("a", "ownership", 0, "hr"), frame=frame, not_before=date(2027, 1, 20))
    )

    assert (found.due_on, found.problem) == (date(2027, 1, 20), "")


def test_people_chosen_by_name_are_waited_for() -> None:
    away = {"7": [Span(date(2026, 11, 30), date(2026, 12, 2))]}

    found = only(schedule(Task("a", "start", 0, "hr", people=("7", "8")), absences=away))

    assert found.due_on == date(2026, 12, 3)


def test_steps_are_what_has_to_be_added_to_come_to_a_working_day() -> None:
    for steps in (-30, -1, 0, 1, 30):
        other = VIENNA.add(FRAME.owns_on, steps)

        assert VIENNA.steps(FRAME.owns_on, other) == steps
