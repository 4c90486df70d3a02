"""What holds for every schedule, whatever its tasks, days off and absences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.runs.rules.schedule import Frame, Schedule, Task, phase_windows, place
from checklists.runs.rules.schedule.terms import AFTER, COMPRESS
from config.lib.workdays import Span, WorkCalendar
from tests.support.schedules import NAMES, NOMINAL_DAYS, by_key, schedule

# A slow machine breaks no rule.
unhurried = settings(deadline=None, max_examples=50)
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
    lambda start, owns, rest, has_moved: Frame(
        start, start + timedelta(days=owns), start + timedelta(days=owns + rest), has_moved
    ),
    st.dates(date(2026, 8, 1), date(2027, 3, 1)),
    st.integers(0, 90),
    st.integers(0, 60),
    st.booleans(),
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
                choice=draw(st.sampled_from(["", "", COMPRESS, AFTER])),
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
        not_before=draw(st.none() | days),
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
@given(placed(), st.integers(1, 5))
def test_a_phase_holds_the_days_of_all_its_items(
    story: tuple[list[Task], Frame, WorkCalendar, Schedule], phase_count: int
) -> None:
    _, frame, calendar, found = story
    days = [
        (number % phase_count, placement.due_on)
        for number, placement in enumerate(found.placements)
    ]

    windows = {window.number: window for window in phase_windows(days, frame, calendar)}

    for number, due_on in days:
        assert windows[number].starts_on <= due_on <= windows[number].ends_on


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
@given(tasks_in_any_order(), frames, calendars, absences_by_role, days)
def test_nothing_that_is_not_pinned_falls_before_today(
    tasks: list[Task],
    frame: Frame,
    calendar: WorkCalendar,
    absences: Mapping[str, Sequence[Span]],
    today: date,
) -> None:
    found = by_key(
        place(
            tasks,
            frame,
            calendar,
            nominal_days=NOMINAL_DAYS,
            absences=absences,
            names=NAMES,
            not_before=today,
        )
    )

    assert all(found[task.key].due_on >= today for task in tasks if task.pinned_on is None)


@unhurried
@given(tasks_in_any_order(), frames, calendars, absences_by_role)
def test_what_is_pressed_fits_or_says_why_not(
    tasks: list[Task],
    frame: Frame,
    calendar: WorkCalendar,
    absences: Mapping[str, Sequence[Span]],
) -> None:
    pressed = [replace(task, choice=COMPRESS) for task in tasks]
    pinned = {task.key for task in tasks if task.pinned_on is not None}

    found = place(
        pressed, frame, calendar, nominal_days=NOMINAL_DAYS, absences=absences, names=NAMES
    )

    for placement in (one for one in found.placements if one.key not in pinned):
        is_early = placement.wanted_on <= calendar.next_working(frame.owns_on)
        limit = frame.owns_on if is_early and not frame.has_moved else frame.ends_on
        if placement.due_on > calendar.next_working(limit):
            assert placement.problem


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
