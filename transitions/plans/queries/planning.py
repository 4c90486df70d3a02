"""When every phase and item of a new transition falls, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.clients.models import Account
from accounts.people.models import Absence, Calendar, User
from checklists.library.choices import ItemRole
from checklists.library.models import Template, TemplateItem
from checklists.library.rules.conditions import in_words
from checklists.runs.rules.schedule import Frame, Placement, Schedule, Task, phase_windows, place
from checklists.runs.rules.schedule.team import PATIENCE
from config.lib import words
from config.lib.workdays import DayOff, Span, WorkCalendar, describe_days_off
from transitions.plans.models import Transition
from transitions.plans.queries.stepping_in import gone, with_fallback
from transitions.plans.queries.taking import LeftOut, Taken, left_out_because, taken


@dataclass(frozen=True, slots=True)
class Question:
    """What a schedule is made from. `holders` maps roles to the people who hold them.

    Conditions of items are asked of the account; while there is none, all items are planned.
    """

    template: Template
    calendar: Calendar
    frame: Frame
    holders: Mapping[str, User]
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item of a template with its day, and what is to be said about that day.

    `only_when` is its condition in words, which may still depend on the account.
    """

    number: str
    title: str
    role: str
    person: str
    placement: Placement
    only_when: str


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """One phase of a template with its days."""

    number: int
    name: str
    stage: str
    starts_on: date
    ends_on: date
    working_days: int
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole schedule. `due` has the day of each item by key, `phase_days` of each phase."""

    frame: Frame
    phases: tuple[PlannedPhase, ...]
    working_days: int
    item_count: int
    days_off: tuple[DayOff, ...]
    weekend: frozenset[int]
    problems: tuple[str, ...]
    moved: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def due(self) -> dict[str, date]:
        return {
            item.placement.key: item.placement.due_on
            for phase in self.phases
            for item in phase.items
        }

    @property
    def phase_days(self) -> dict[int, tuple[date, date]]:
        return {phase.number: (phase.starts_on, phase.ends_on) for phase in self.phases}

    @property
    def left_out_because(self) -> str:
        """How many items are left out and why, in words; empty for none."""
        return left_out_because(self.left_out)

    @property
    def skipped(self) -> str:
        """The days that are skipped, in words."""
        return describe_days_off(self.days_off, self.weekend)


def plan(question: Question) -> Plan:
    """Place every item of a template that is taken; five queries, whatever its size."""
    calendar = question.calendar.work_calendar()
    items = list(
        TemplateItem.objects.filter(phase__template=question.template)
        .select_related("phase")
        .prefetch_related("waits_for")
    )
    frame = question.frame
    chosen = taken(items, question.account, question.holders, frame.starts_on)
    items = list(chosen.items)
    schedule = _schedule(question, chosen, calendar)
    return Plan(
        frame=frame,
        phases=_phases(question, items, schedule, calendar),
        working_days=calendar.count(frame.starts_on, frame.ends_on),
        item_count=len(items),
        days_off=tuple(calendar.days_off(frame.starts_on, frame.ends_on)),
        weekend=calendar.weekend,
        problems=(
            *gone([item.role for item in items], question.holders),
            *_say(items, schedule, "problem"),
        ),
        moved=tuple(_say(items, schedule, "moved_because")),
        left_out=chosen.left_out,
    )


def plan_of(transition: Transition) -> Plan:
    """The schedule of a draft, as it would start now."""
    holders = {member.role: member.person for member in transition.team.select_related("person")}
    frame = Frame(transition.starts_on, transition.owns_on, transition.ends_on)
    return plan(
        Question(transition.template, transition.calendar, frame, holders, transition.account)
    )


def _schedule(question: Question, chosen: Taken, calendar: WorkCalendar) -> Schedule:
    holders = with_fallback(question.holders)
    tasks = [
        Task(
            key=item.key,
            anchor=item.anchor,
            offset=item.offset,
            role=item.role,
            waits_for=chosen.waits_for[item.key],
        )
        for item in chosen.items
    ]
    return place(
        tasks,
        question.frame,
        calendar,
        nominal_days=question.template.days,
        absences=_absences(holders, question.frame),
        names={role: person.full_name for role, person in holders.items()},
        last_days={
            role: person.last_day_on for role, person in holders.items() if person.last_day_on
        },
    )


def _absences(holders: Mapping[str, User], frame: Frame) -> dict[str, list[Span]]:
    """When the people are away; an item may be pushed past the last day, into later absences."""
    first = frame.starts_on - PATIENCE  # an item may be wanted before the first day
    rows = Absence.objects.filter(person__in=set(holders.values())).touching(first, date.max)
    by_person: dict[int, list[Span]] = {}
    for row in rows:
        span = Span(row.starts_on, row.ends_on, row.get_kind_display())
        by_person.setdefault(row.person_id, []).append(span)
    return {role: by_person.get(person.pk, []) for role, person in holders.items()}


def _phases(
    question: Question,
    items: Sequence[TemplateItem],
    schedule: Schedule,
    calendar: WorkCalendar,
) -> tuple[PlannedPhase, ...]:
    placements = {placement.key: placement for placement in schedule.placements}
    grouped: dict[int, list[TemplateItem]] = {}
    for item in items:
        grouped.setdefault(item.phase.number, []).append(item)
    days = [(item.phase.number, placements[item.key].due_on) for item in items]
    windows = {window.number: window for window in phase_windows(days, question.frame, calendar)}
    return tuple(
        PlannedPhase(
            number=number,
            name=members[0].phase.name,
            stage=members[0].phase.stage,
            starts_on=windows[number].starts_on,
            ends_on=windows[number].ends_on,
            working_days=calendar.count(windows[number].starts_on, windows[number].ends_on),
            items=tuple(_item(item, placements[item.key], question.holders) for item in members),
        )
        for number, members in sorted(grouped.items())
    )


def _item(item: TemplateItem, placement: Placement, holders: Mapping[str, User]) -> PlannedItem:
    return PlannedItem(
        number=item.number,
        title=item.title,
        role=item.role,
        person=_person(item.role, holders),
        placement=placement,
        only_when=in_words(item.only_when, item.revenue_above),
    )


def _person(role: str, holders: Mapping[str, User]) -> str:
    found = with_fallback(holders)
    if role == ItemRole.BOTH:
        incoming = holders.get(ItemRole.INCOMING)
        helper = incoming if incoming and incoming.is_active else None
        kams = (found.get(ItemRole.OUTGOING), helper)
        return words.listing([kam.first_name for kam in kams if kam])
    holder = found.get(role)
    return holder.first_name if holder else ""


def _say(items: Sequence[TemplateItem], schedule: Schedule, what: str) -> list[str]:
    titles = {item.key: f"{item.number} {item.title}" for item in items}
    return [
        f"{titles[placement.key]}: {getattr(placement, what)}"
        for placement in schedule.placements
        if getattr(placement, what)
    ]
