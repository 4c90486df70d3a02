"""The schedule of a new transition as the page shows it: phases, a calendar, what to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from accounts.people.models import Absence, User
from checklists.library.choices import ItemRole, Stage
from config.lib import words
from config.lib.workdays import ONE_DAY, Span, WorkCalendar
from transitions.plans.queries.planning import Plan, PlannedItem, PlannedPhase

SHADES = ("p0", "p1")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: when, and whose it is."""

    number: str
    title: str
    person: str
    due_on: date
    problem: str
    only_when: str = ""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase; `owns_before` marks the first one after ownership has moved."""

    name: str
    shade: str
    starts_on: date
    ends_on: date
    working_days: int
    items: tuple[ItemLine, ...]
    owns_before: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar."""

    on: date
    css: str
    label: str
    stage: str
    is_ownership: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the rail says about a plan; `away` is why the calendar underlines days."""

    plan: Plan
    phases: tuple[PhaseLine, ...]
    owns_last: bool
    weeks: tuple[Week, ...]
    away: str
    absences: tuple[str, ...]
    problems: tuple[str, ...]
    later_end: date | None

    @property
    def summary(self) -> str:
        """The plan in one sentence, to be read out when it changes."""
        frame = self.plan.frame
        said = words.sentence(
            f"{words.count(self.plan.working_days, 'working day')}, "
            f"{words.count(self.plan.item_count, 'item')}, last day {words.day(frame.ends_on)}"
        )
        if self.problems:
            said += f" {words.count(len(self.problems), 'thing')} to look at."
        return said


def preview(plan: Plan, calendar: WorkCalendar, holders: Mapping[str, User]) -> Preview:
    """A plan as the rail shows it; one query, for the days the incoming KAM is away."""
    frame = plan.frame
    stages = _stages(plan)
    after = [phase.number for phase in plan.phases if phase.starts_on >= frame.owns_on]
    latest = max(plan.due.values(), default=frame.ends_on)
    incoming = holders.get(ItemRole.INCOMING)
    away = _away(incoming, frame.starts_on, frame.ends_on)
    return Preview(
        plan=plan,
        phases=tuple(
            _line(phase, stages, holders, owns_before=phase.number in after[:1])
            for phase in plan.phases
        ),
        owns_last=not after,
        weeks=tuple(_weeks(plan, calendar, stages, _away_days(incoming, away))),
        away=f"{incoming.first_name} is away" if incoming and away else "",
        absences=tuple(_absences(plan)),
        problems=problems(plan),
        later_end=latest if latest > frame.ends_on else None,
    )


def problems(plan: Plan) -> tuple[str, ...]:
    """What does not fit, in words; empty for a sound plan."""
    if plan.working_days < len(plan.phases):
        days = words.count(plan.working_days, "working day")
        return (f"{days} for {words.count(len(plan.phases), 'phase')}", *plan.problems)
    return plan.problems


def _stages(plan: Plan) -> dict[str, tuple[date, date]]:
    """First and last day of each stage, in the order in which they come."""
    found: dict[str, tuple[date, date]] = {}
    for phase in plan.phases:
        first, last = found.get(phase.stage, (phase.starts_on, phase.ends_on))
        found[phase.stage] = (min(first, phase.starts_on), max(last, phase.ends_on))
    return dict(
        sorted(found.items(), key=lambda stage: (stage[1][0], Stage.values.index(stage[0])))
    )


def _shade(stage: str, stages: Mapping[str, tuple[date, date]]) -> str:
    return SHADES[list(stages).index(stage) % 2]


def _line(
    phase: PlannedPhase,
    stages: Mapping[str, tuple[date, date]],
    holders: Mapping[str, User],
    *,
    owns_before: bool,
) -> PhaseLine:
    return PhaseLine(
        name=phase.name,
        shade=_shade(phase.stage, stages),
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
        working_days=phase.working_days,
        items=tuple(
            ItemLine(
                number=item.number,
                title=item.title,
                person=_person(item, holders),
                due_on=item.placement.due_on,
                problem=item.placement.problem,
                only_when=item.only_when,
            )
            for item in phase.items
        ),
        owns_before=owns_before,
    )


def _person(item: PlannedItem, holders: Mapping[str, User]) -> str:
    """Who does an item, or its role while nobody has been chosen for it."""
    needed = {ItemRole.INCOMING, ItemRole.OUTGOING} if item.role == ItemRole.BOTH else {item.role}
    kams = {ItemRole.INCOMING, ItemRole.OUTGOING, ItemRole.MANAGER}
    if needed & kams - set(holders):
        return str(ItemRole(item.role).label)
    return item.person or str(ItemRole(item.role).label)


def _weeks(
    plan: Plan,
    calendar: WorkCalendar,
    stages: Mapping[str, tuple[date, date]],
    away: Mapping[date, str],
) -> Iterator[Week]:
    """Whole weeks from the start to the last day."""
    frame = plan.frame
    first = frame.starts_on - timedelta(days=frame.starts_on.weekday())
    last = max(frame.ends_on, *plan.due.values()) if plan.due else frame.ends_on
    days = []
    day = first
    while day <= last or day.weekday():
        days.append(_day(day, plan, calendar, stages, away))
        day += ONE_DAY
    for number, week in groupby(days, key=lambda one: one.on.isocalendar()[:2]):
        yield Week(number[1], tuple(week))


def _away(person: User | None, first: date, last: date) -> list[Span]:
    """When somebody is away between two days, the earliest first; one query, if any."""
    if person is None:
        return []
    absences = Absence.objects.filter(person=person).touching(first, last).order_by("starts_on")
    return [Span(max(one.starts_on, first), min(one.ends_on, last)) for one in absences]


def _away_days(person: User | None, away: Sequence[Span]) -> dict[date, str]:
    """The days on which somebody is away, with the sentence for each."""
    if person is None:
        return {}
    return {
        span.first + timedelta(days=number): f"{person.first_name} is away"
        for span in away
        for number in range((span.last - span.first).days + 1)
    }


def _day(
    on: date,
    plan: Plan,
    calendar: WorkCalendar,
    stages: Mapping[str, tuple[date, date]],
    away: Mapping[date, str],
) -> Day:
    frame = plan.frame
    stage = _stage_of(on, plan, stages)
    reason = calendar.reason_off(on)
    css, remark = [], ""
    if on.weekday() in calendar.weekend:
        css.append("we")
    elif reason:
        css.append("hol")
        remark = reason
    elif stage:
        css.append(_shade(stage, stages))
        css += ["first"] if stages[stage][0] == on else []
        css += ["last"] if _ends(on, stage, plan, calendar, stages) else []
    if on in away and not reason:
        css.append("away")
        remark = away[on]
    return Day(
        on=on,
        css=" ".join(css),
        label=words.short_day(on) if on.day == 1 or on == plan.frame.starts_on else str(on.day),
        stage=str(Stage(stage).label) if stage and stages[stage][0] == on and not reason else "",
        is_ownership=on == frame.owns_on,
        remark=remark,
    )


def _stage_of(on: date, plan: Plan, stages: Mapping[str, tuple[date, date]]) -> str:
    """The stage a day belongs to: the latest one that has begun."""
    latest = max((last for _, last in stages.values()), default=plan.frame.ends_on)
    if not plan.frame.starts_on <= on <= max(plan.frame.ends_on, latest):
        return ""
    begun = [stage for stage, (first, _) in stages.items() if first <= on]
    return begun[-1] if begun else ""


def _ends(
    on: date,
    stage: str,
    plan: Plan,
    calendar: WorkCalendar,
    stages: Mapping[str, tuple[date, date]],
) -> bool:
    """Whether a stage's colour stops here: the next one begins, or the transition ends."""
    names = list(stages)
    following = names[names.index(stage) + 1 :]
    if following:
        return stages[following[0]][0] == calendar.next_working(on + ONE_DAY)
    return on == max(plan.frame.ends_on, stages[stage][1])


def _absences(plan: Plan) -> Iterator[str]:
    """Why items move, such as “Amelie is away 18 – 22 Jan. 3 items move to other days.”"""
    moved = Counter(
        item.placement.moved_because
        for phase in plan.phases
        for item in phase.items
        if " is away " in item.placement.moved_because
    )
    for reason, items in moved.items():
        move = "moves to another day" if items == 1 else "move to other days"
        yield f"{reason}. {words.count(items, 'item')} {move}."
