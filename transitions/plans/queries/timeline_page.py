"""Plan against actual of a transition, phase by phase, and what is expected of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, Phase
from config.lib import words
from config.lib.charts import gantt
from config.lib.workdays import ONE_DAY, WorkCalendar
from transitions.plans.models import Transition
from transitions.plans.queries.checklist_page import rows_of
from transitions.plans.queries.outlook import Outlook, outlook
from transitions.plans.queries.ownership_outlook import OwnershipOutlook, ownership_outlook
from transitions.plans.queries.rows import Row


@dataclass(frozen=True, slots=True)
class Moved:
    """An open item that is expected later than it is due; what holds it up, if not the pace."""

    number: str
    title: str
    url: str
    who: str
    due: str
    expected: str
    because: str


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase in words: by the first plan, by the plan of now where that is another one, as it
    went, and as it is expected to end.
    """

    number: int
    name: str
    url: str
    first_plan: str
    plan: str
    actual: str
    expected: str
    closed: int
    total: int
    tone: str
    verdict: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Everything below the tabs of the timeline. Of the items expected later than due, `late` are
    overdue or wait for such a one, `slowed` by the pace alone.
    """

    outlook: Outlook | None
    ownership: OwnershipOutlook | None
    phases: tuple[PhaseLine, ...]
    late: tuple[Moved, ...]
    slowed: tuple[Moved, ...]
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class _Course:
    """The days of a phase: planned first, planned now, worked on, and expected to end."""

    phase: Phase
    began_on: date | None
    closed_on: date | None
    expected_on: date | None

    @property
    def is_closed(self) -> bool:
        return self.phase.closed == self.phase.total

    @property
    def ends_on(self) -> date | None:
        """The day it ended, or is expected to; None while nothing is expected."""
        return self.closed_on if self.is_closed else self.expected_on


def timeline_page(
    transition: Transition, user: User, calendar: WorkCalendar, *, today: date, now: datetime
) -> TimelinePage:
    """The timeline of a transition with a checklist, from `header.load`; five queries."""
    rows, dependents = rows_of(transition, user, today, now)
    by_id = {row.pk: row for row in rows}
    found = outlook(transition, by_id, dependents, calendar, today)
    courses = _courses(transition, rows, found)
    moved = _moved(transition, found, rows, today) if found else []
    return TimelinePage(
        outlook=found,
        ownership=ownership_outlook(transition, found, calendar, today),
        phases=tuple(_line(course, transition, calendar, today) for course in courses),
        late=tuple(one for one in moved if one.because),
        slowed=tuple(one for one in moved if not one.because),
        drawing=_drawing(courses, transition, calendar, found, today),
    )


def _courses(transition: Transition, rows: Sequence[Row], found: Outlook | None) -> list[_Course]:
    closed = Item.objects.filter(checklist=transition.checklist_id, state=ItemState.DONE)
    days = {
        phase: (localtime(first).date(), localtime(last).date())
        for phase, first, last in closed.order_by()
        .values_list("phase")
        .annotate(Min("closed_at"), Max("closed_at"))
    }
    numbers = {row.number: row.phase for row in rows}
    expected: dict[int, date] = {}
    for one in found.expected if found else ():
        phase = numbers[one.number]
        expected[phase] = max(one.on, expected.get(phase, one.on))
    return [
        _Course(
            phase=phase,
            began_on=days.get(phase.pk, (None, None))[0],
            closed_on=days.get(phase.pk, (None, None))[1],
            expected_on=expected.get(phase.number),
        )
        for phase in Phase.objects.filter(checklist=transition.checklist_id)
    ]


def _line(
    course: _Course, transition: Transition, calendar: WorkCalendar, today: date
) -> PhaseLine:
    phase = course.phase
    tone, verdict = _verdict(course, calendar)
    is_moved = phase.plan != (phase.starts_on, phase.ends_on)
    actual = "–"
    if course.began_on and course.closed_on and course.is_closed:
        actual = words.days(course.began_on, course.closed_on)
    elif course.began_on:
        actual = f"Since {words.short_day(course.began_on, today=today)}"
    return PhaseLine(
        number=phase.number,
        name=phase.name,
        url=f"{transition.get_absolute_url()}?unfold=all#phase-{phase.number}",
        first_plan=words.days(*phase.plan),
        plan=words.days(phase.starts_on, phase.ends_on) if is_moved else "",
        actual=actual,
        expected=words.short_day(course.expected_on, today=today) if course.expected_on else "–",
        closed=phase.closed,
        total=phase.total,
        tone=tone,
        verdict=verdict,
    )


def _verdict(course: _Course, calendar: WorkCalendar) -> tuple[str, str]:
    """How a phase ended, or is expected to, beside its first plan: a tone and words."""
    ends_on, planned = course.ends_on, course.phase.plan[1]
    if ends_on is None and course.is_closed:
        return "open", "Set aside"
    if ends_on is None:
        left = course.phase.total - course.phase.closed
        return "open", f"{words.count(left, 'item')} left open"
    late = calendar.count(planned + ONE_DAY, ends_on)
    if late:
        days = words.count(late, "working day")
        return ("late", f"{days} late") if course.is_closed else ("risk", f"Expected {days} late")
    return ("done", "On time") if course.is_closed else ("open", "Expected on time")


def _moved(transition: Transition, found: Outlook, rows: Sequence[Row], today: date) -> list[Moved]:
    by_number = {row.number: row for row in rows}
    said = []
    for one in found.moved:
        row = by_number[one.number]
        because = ""
        if one.held_by:
            because = f"Waits for {one.held_by} {by_number[one.held_by].title}"
        elif row.is_overdue:
            because = words.lateness(row.due_on, today)
        said.append(
            Moved(
                number=row.number,
                title=row.title,
                url=f"{transition.get_absolute_url()}?item={row.pk}#item-{row.pk}",
                who=row.who,
                due=words.day(one.due_on, today=today),
                expected=words.day(one.on, today=today),
                because=because,
            )
        )
    return said


def _drawing(
    courses: Sequence[_Course],
    transition: Transition,
    calendar: WorkCalendar,
    found: Outlook | None,
    today: date,
) -> SafeString:
    """The whole handover, then a row for each phase, each above the line of its first plan."""
    rows = [_whole(transition, found), *(_row(course, today) for course in courses)]
    spans = [(bar.first, bar.last) for row in rows for bar in row.bars]
    spans += [row.baseline for row in rows if row.baseline]
    around = gantt.Frame.around([day for span in spans for day in span])
    days = [around.start + timedelta(days=number) for number in range(around.days)]
    frame = gantt.Frame(
        around.start,
        around.weeks,
        None if transition.is_over else today,
        [day for day in days if not calendar.is_working(day)],
    )
    chart = gantt.Chart(
        rows,
        frame,
        title="How the handover and its phases go, above the lines of their first plan",
        description="The table below it says the same in words.",
    )
    return gantt.draw(chart, gantt.PAGE)


def _whole(transition: Transition, found: Outlook | None) -> gantt.Row:
    ended_on = transition.completed_on or (found.ends_on if found else transition.ends_on)
    kind = gantt.Kind.DONE if transition.is_over else gantt.Kind.PLANNED
    bar = gantt.Bar("", transition.starts_on, max(ended_on, transition.starts_on), kind)
    baseline = (transition.starts_on, transition.ends_on)
    return gantt.Row([bar], transition.moved_on or transition.owns_on, baseline=baseline)


def _row(course: _Course, today: date) -> gantt.Row:
    """A phase as it went, as it goes, or as it is expected."""
    phase, kind = course.phase, gantt.Kind.PLANNED
    first, last = phase.starts_on, course.ends_on or phase.ends_on
    if course.is_closed:
        kind, first = gantt.Kind.DONE, course.began_on or first
    elif course.began_on or first <= today:
        kind, first = gantt.Kind.NOW, min(course.began_on or first, first)
    bar = gantt.Bar(f"{phase.closed} of {phase.total}", min(first, last), last, kind)
    return gantt.Row([bar], baseline=phase.plan)
