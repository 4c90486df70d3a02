"""A schedule and the people in it: absences, last days, roles."""

from __future__ import annotations

from datetime import date

from checklists.runs.rules.schedule import Placement, Task, place
from config.lib.workdays import Span
from tests.support.schedules import (
    FRAME,
    NOMINAL_DAYS,
    VIENNA,
    around_ownership,
    away,
    by_key,
    only,
    schedule,
)


def test_a_task_waits_until_its_person_is_back() -> None:
    found = schedule(around_ownership(4), absences={"incoming": [away(1, 18, 22)]})

    assert only(found) == Placement(
        key="a",
        due_on=date(2027, 1, 25),
        wanted_on=date(2027, 1, 20),
        moved_because="Amelie is away 18 – 22 Jan",
        problem="",
    )


def test_a_task_of_both_waits_for_both() -> None:
    absences = {"incoming": [away(1, 18, 22)], "outgoing": [away(1, 25, 26)]}

    found = only(schedule(around_ownership(4, "both"), absences=absences))

    assert found.due_on == date(2027, 1, 27)
    assert found.moved_because == "Amelie is away 18 – 22 Jan and Tomas is away 25 – 26 Jan"


def test_somebody_elses_absence_moves_nothing() -> None:
    found = only(schedule(around_ownership(4), absences={"outgoing": [away(1, 18, 22)]}))

    assert found.due_on == found.wanted_on


def test_a_task_moves_back_rather_than_past_the_last_day_of_its_person() -> None:
    found = schedule(
        Task("a", "start", 9, "outgoing"),
        absences={"outgoing": [away(12, 10, 18)]},
        last_days={"outgoing": date(2026, 12, 18)},
    )

    assert only(found).due_on == date(2026, 12, 9)
    assert only(found).problem == ""


def test_a_task_after_somebodys_last_day_is_a_problem() -> None:
    found = schedule(around_ownership(0, "both"), last_days={"outgoing": date(2026, 12, 18)})

    assert only(found).due_on == date(2027, 1, 14)
    assert only(found).problem == "Tomas leaves on Fri 18 Dec"


def test_a_task_after_the_last_day_is_a_problem() -> None:
    found = schedule(Task("a", "end", 1, "hr"))

    assert only(found).problem == "Falls on Fri 5 Feb 2027, after the last day"
    assert found.problems == found.placements


def test_a_task_of_somebody_away_for_years_keeps_its_day_and_says_so() -> None:
    absences = {"incoming": [Span(date(2026, 11, 1), date.max)]}

    found = only(schedule(around_ownership(0), absences=absences))

    assert found.due_on == date(2027, 1, 14)
    assert found.moved_because == ""
    assert found.problem == ("No day with everybody there: Amelie is away 1 Nov 2026 – 31 Dec 9999")


def test_a_role_without_a_name_is_somebody() -> None:
    found = place(
        [around_ownership(4)],
        FRAME,
        VIENNA,
        nominal_days=NOMINAL_DAYS,
        absences={"incoming": [away(1, 18, 22)]},
        names={},
    )

    assert only(found).moved_because == "Somebody is away 18 – 22 Jan"


def test_a_wait_and_an_absence_are_both_said() -> None:
    found = schedule(
        Task("a", "start", 0, "hr", pinned_on=date(2026, 12, 9)),
        Task("b", "start", 0, "outgoing", waits_for=("a",)),
        absences={"outgoing": [away(12, 9, 10)]},
    )

    assert by_key(found)["b"].moved_because == (
        "It waits for an item due on Wed 9 Dec and Tomas is away 9 – 10 Dec"
    )
