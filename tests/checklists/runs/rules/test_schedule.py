from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.runs.rules.schedule import Frame, Placement, Schedule, Task, in_order, place
from config.lib.workdays import Span, WorkCalendar

# A slow machine breaks no rule.
unhurried = settings(deadline=None, max_examples=50)

NAMES = {
    "outgoing": "Tomas Novak",
    "incoming": "Amelie Laurent",
    "manager": "Priya Nair",
    "hr": "Ines Berger",
}
FRAME = Frame(date(2026, 11, 30), date(2027, 1, 14), date(2027, 2, 4))
CLOSURE = Span(date(2026, 12, 24), date(2026, 12, 31), "Company closure")
VIENNA = WorkCalendar("AT", closures=[CLOSURE])
NOMINAL_DAYS = 40


def schedule(
    *tasks: Task,
    frame: Frame = FRAME,
    nominal_days: int = NOMINAL_DAYS,
    absences: Mapping[str, Sequence[Span]] | None = None,
    last_days: Mapping[str, date] | None = None,
) -> Schedule:
    return place(
        tasks,
        frame,
        VIENNA,
        nominal_days=nominal_days,
        absences=absences or {},
        names=NAMES,
        last_days=last_days or {},
    )


def by_key(found: Schedule) -> dict[str, Placement]:
    return {placement.key: placement for placement in found.placements}


def only(found: Schedule) -> Placement:
    (placement,) = found.placements
    return placement


def around_ownership(offset: int, role: str = "incoming") -> Task:
    return Task("a", "ownership", offset, role)


def away(month: int, first: int, last: int) -> Span:
    year = 2026 if month > 6 else 2027
    return Span(date(year, month, first), date(year, month, last), "Annual leave")


days = st.dates(date(2026, 6, 1), date(2027, 12, 31))
spans = st.builds(
    lambda first, length: Span(first, first + timedelta(days=length)), days, st.integers(0, 30)
)
absences_by_role = st.dictionaries(st.sampled_from([*NAMES]), st.lists(spans, max_size=3))
last_days_by_role = st.dictionaries(st.sampled_from([*NAMES]), days)
calendars = st.builds(
    WorkCalendar, st.sampled_from(["", "AT", "US"]), closures=st.lists(spans, max_size=2)
)
frames = st.builds(
    lambda start, owns, rest: Frame(
        start, start + timedelta(days=owns), start + timedelta(days=owns + rest)
    ),
    st.dates(date(2026, 8, 1), date(2027, 3, 1)),
    st.integers(0, 90),
    st.integers(0, 60),
)


@st.composite
def tasks_in_any_order(draw: st.DrawFn) -> list[Task]:
    tasks: list[Task] = []
    for number in range(draw(st.integers(1, 12))):
        earlier = [task.key for task in tasks]
        tasks.append(
            Task(
                key=f"t{number}",
                anchor=draw(st.sampled_from(["start", "ownership", "end"])),
                offset=draw(st.integers(-20, 50)),
                role=draw(st.sampled_from([*NAMES, "both"])),
                waits_for=tuple(draw(st.sets(st.sampled_from(earlier)))) if earlier else (),
                pinned_on=draw(st.none() | days),
            )
        )
    return draw(st.permutations(tasks))


@st.composite
def placed(draw: st.DrawFn) -> tuple[list[Task], Frame, WorkCalendar, Schedule]:
    tasks, frame, calendar = draw(tasks_in_any_order()), draw(frames), draw(calendars)
    found = place(
        tasks,
        frame,
        calendar,
        nominal_days=draw(st.integers(1, 60)),
        absences=draw(absences_by_role),
        names=NAMES,
        last_days=draw(last_days_by_role),
    )
    return tasks, frame, calendar, found


@unhurried
@given(placed())
def test_nothing_falls_on_a_day_off_unless_it_is_pinned(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    tasks, _, calendar, found = story

    free = [task.key for task in tasks if task.pinned_on is None]

    assert all(calendar.is_working(by_key(found)[key].due_on) for key in free)


@unhurried
@given(placed())
def test_nothing_is_due_before_what_it_waits_for_unless_it_is_pinned(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    tasks, _, _, found = story

    for task in tasks:
        before = [by_key(found)[key].due_on for key in task.waits_for]
        if task.pinned_on is None and before:
            assert by_key(found)[task.key].due_on >= max(before)


@unhurried
@given(placed())
def test_a_pinned_task_never_moves(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    tasks, _, _, found = story

    pinned = {task.key: task.pinned_on for task in tasks if task.pinned_on}

    assert {key: by_key(found)[key].due_on for key in pinned} == pinned


@unhurried
@given(placed())
def test_placements_come_in_the_order_of_the_tasks(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    tasks, _, _, found = story

    assert [placement.key for placement in found.placements] == [task.key for task in tasks]


@unhurried
@given(placed())
def test_a_task_that_moves_says_why(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    tasks, _, _, found = story

    for task in tasks:
        placement = by_key(found)[task.key]
        has_moved = placement.due_on != placement.wanted_on and task.pinned_on is None
        assert bool(placement.moved_because) == has_moved


@unhurried
@given(placed())
def test_what_is_due_outside_the_frame_is_a_problem(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule],
) -> None:
    _, frame, _, found = story

    for placement in found.placements:
        if not frame.starts_on <= placement.due_on <= frame.ends_on:
            assert placement in found.problems


@unhurried
@given(tasks_in_any_order(), frames, absences_by_role, st.randoms())
def test_the_same_tasks_get_the_same_days_in_whatever_order_they_come(
    tasks: list[Task],
    frame: Frame,
    absences: Mapping[str, Sequence[Span]],
    random: Random,
) -> None:
    shuffled = list(tasks)
    random.shuffle(shuffled)

    first = schedule(*tasks, frame=frame, absences=absences)
    again = schedule(*shuffled, frame=frame, absences=absences)

    assert by_key(first) == by_key(again)


@unhurried
@given(tasks_in_any_order(), frames, calendars, absences_by_role)
def test_nobody_works_on_a_day_away_unless_it_is_a_problem(
    tasks: list[Task],
    frame: Frame,
    calendar: WorkCalendar,
    absences: Mapping[str, Sequence[Span]],
) -> None:
    found = by_key(
        place(tasks, frame, calendar, nominal_days=NOMINAL_DAYS, absences=absences, names=NAMES)
    )

    for task in tasks:
        roles = ("outgoing", "incoming") if task.role == "both" else (task.role,)
        spans = [span for role in roles for span in absences.get(role, ())]
        if any(found[task.key].due_on in span for span in spans):
            assert found[task.key].problem


@unhurried
@given(st.integers(2, 60), frames, calendars)
def test_later_days_of_a_template_never_come_earlier(
    nominal_days: int, frame: Frame, calendar: WorkCalendar
) -> None:
    tasks = [Task(str(offset), "start", offset, "hr") for offset in range(nominal_days + 5)]

    found = place(tasks, frame, calendar, nominal_days=nominal_days, absences={}, names=NAMES)

    due = [placement.due_on for placement in found.placements]
    assert due == sorted(due)


@unhurried
@given(st.integers(2, 60), frames, calendars)
def test_the_first_and_the_last_day_of_a_template_are_those_of_the_transition(
    nominal_days: int, frame: Frame, calendar: WorkCalendar
) -> None:
    tasks = [Task("first", "start", 0, "hr"), Task("last", "start", nominal_days - 1, "hr")]

    found = place(tasks, frame, calendar, nominal_days=nominal_days, absences={}, names=NAMES)

    first = calendar.next_working(frame.starts_on)
    last = max(first, calendar.previous_working(frame.ends_on))
    assert [placement.due_on for placement in found.placements] == [first, last]


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
    )


def test_a_task_does_not_move_back_before_what_it_waits_for() -> None:
    found = schedule(
        Task("first", "ownership", -3, "outgoing"),
        Task("second", "ownership", -2, "incoming", waits_for=("first",)),
        absences={"incoming": [away(1, 11, 15)]},
    )

    assert by_key(found)["first"].due_on == date(2027, 1, 11)
    assert by_key(found)["second"].due_on == date(2027, 1, 18)


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


def test_the_year_is_said_only_where_it_is_another() -> None:
    frame = Frame(date(2027, 1, 11), date(2027, 1, 14), date(2027, 2, 1))

    found = schedule(Task("a", "end", 1, "hr"), frame=frame)

    assert only(found).problem == "Falls on Tue 2 Feb, after the last day"


def test_a_task_before_the_first_day_is_a_problem() -> None:
    found = schedule(Task("a", "ownership", -40, "hr"))

    assert only(found).problem == "Falls on Fri 6 Nov, before the first day"


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


def test_a_wait_and_an_absence_are_both_said() -> None:
    found = schedule(
        Task("a", "start", 0, "hr", pinned_on=date(2026, 12, 9)),
        Task("b", "start", 0, "outgoing", waits_for=("a",)),
        absences={"outgoing": [away(12, 9, 10)]},
    )

    assert by_key(found)["b"].moved_because == (
        "It waits for an item due on Wed 9 Dec and Tomas is away 9 – 10 Dec"
    )


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
