"""What a running transition would become if it moved to a newer version of its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import Absence, User
from accounts.people.rules import fingerprint
from checklists.library.models import Template, TemplateItem
from checklists.library.rules.circles import circle, in_words
from checklists.library.rules.conditions import passed_on, why_left_out
from checklists.runs.models import Item, Phase
from checklists.runs.operations.building import people_for
from checklists.runs.rules.schedule import Frame, Placement, Task, place
from config.lib import words
from config.lib.workdays import Span
from transitions.plans.models import Transition
from transitions.plans.queries.stepping_in import with_fallback
from transitions.plans.queries.taking import facts_of
from transitions.replanning.queries.altered import Altered, Sides
from transitions.replanning.queries.counting import frame_of
from transitions.replanning.queries.matching import Matched, matched


@dataclass(frozen=True, slots=True)
class Added:
    """An item that the newer version has and the transition does not."""

    source: TemplateItem
    assignee: User | None
    helper: User | None
    due_on: date
    problem: str

    @property
    def people(self) -> str:
        """Who does it, by first name."""
        return words.listing([one.first_name for one in (self.assignee, self.helper) if one])


@dataclass(frozen=True, slots=True)
class Moving:
    """Everything that changes, what each item then waits for by key, and a stamp of all of it.

    `circle` names items that would wait for each other; where there are any, nothing can move.
    """

    target: Template
    added: tuple[Added, ...]
    removed: tuple[Item, ...]
    altered: tuple[Altered, ...]
    running: Mapping[str, Item]
    waits_for: Mapping[str, tuple[str, ...]]
    phases: tuple[Matched, ...]
    circle: str
    stays: int
    stamp: str

    @property
    def renumbered(self) -> list[Matched]:
        """The running phases that get another number or name."""
        return [one for one in self.phases if one.changes]

    @property
    def summary(self) -> str:
        """How many of each, in words."""
        return (
            f"{words.count(len(self.added), 'item')} added, {len(self.removed)} set aside, "
            f"{len(self.altered)} changed; {self.stays} stay as they are."
        )


def newer(transition: Transition) -> Template | None:
    """The published version of its template, if that is newer than the one it runs by."""
    template = transition.template
    later = Template.objects.published().filter(key=template.key, version__gt=template.version)
    return later.first()


def moving(transition: Transition, target: Template, today: date) -> Moving:
    """Compare what runs with a newer version; a constant number of queries.

    Items are the same by their key. Those that are done, set aside, pinned or added by hand stay
    as they are, and no item that runs gets another day; others take what the template has changed
    since. What an item waits for is as the newer version says, whatever its state. New ones get a
    day by the schedule, none before today, and only where their condition holds for the account.
    """
    items = _items(transition)
    before = _before(transition)
    running = _by_key(before, items)
    sources = _sources(target)
    holders = {row.role: row.person for row in transition.team.select_related("person")}
    taken = _taken(transition, sources, running)
    waits_for = passed_on(
        {one.key: [other.key for other in one.waits_for.all()] for one in sources},
        {one.key for one in sources} - taken,
    )
    new = [source for source in sources if source.key in taken - running.keys()]
    placed = _placements(transition, target, new, running, waits_for, holders)
    first = transition.calendar.work_calendar().next_working(today)
    added = tuple(_added(one, placed[one.key], holders, first, today) for one in new)
    known = {source.key for source in sources}
    removed = tuple(item for key, item in running.items() if key not in known and item.is_open)
    sides = Sides(transition, {one.key: one for one in before}, running, waits_for, holders)
    altered = tuple(sides.altered(sources))
    return Moving(
        target=target,
        added=added,
        removed=removed,
        altered=altered,
        running=running,
        waits_for=waits_for,
        phases=_matched(transition, target, sources, running),
        circle=_circle(items, running, sources, waits_for),
        stays=len(items) - len(removed) - len(altered),
        stamp=_stamp(transition, target, items, added),
    )


def _items(transition: Transition) -> list[Item]:
    found = Item.objects.filter(checklist=transition.checklist_id)
    people = found.select_related("phase", "assignee", "helper")
    return list(people.prefetch_related("waits_for"))


def _sources(template: Template) -> list[TemplateItem]:
    found = TemplateItem.objects.filter(phase__template=template)
    return list(found.select_related("phase").prefetch_related("waits_for"))


def _taken(
    transition: Transition, sources: Sequence[TemplateItem], running: Mapping[str, Item]
) -> set[str]:
    """The items of the newer version that run already, or whose condition holds."""
    facts = facts_of(transition.account, transition.outgoing, transition.starts_on)
    return {
        source.key
        for source in sources
        if source.key in running or not why_left_out(source.only_when, source.revenue_above, facts)
    }


def _before(transition: Transition) -> list[TemplateItem]:
    """The items of the version by which it runs."""
    found = TemplateItem.objects.filter(phase__template=transition.template_id)
    return list(found.select_related("phase"))


def _by_key(before: Sequence[TemplateItem], items: Sequence[Item]) -> dict[str, Item]:
    """The items that came from the template; one that a server of the version before has made
    does not know its key, and is known by its number and title.
    """
    titles = {(one.number, one.title): one.key for one in before}
    found: dict[str, Item] = {}
    for item in items:
        if not item.is_added:
            key = item.template_key or titles.get((item.number, item.title), "")
            if key:
                found[key] = item
    return found


def _placements(
    transition: Transition,
    target: Template,
    new: Sequence[TemplateItem],
    running: Mapping[str, Item],
    waits_for: Mapping[str, tuple[str, ...]],
    holders: Mapping[str, User],
) -> dict[str, Placement]:
    """Days for the new items, between what is open, which stays where it is."""
    present = with_fallback(holders)
    calendar = transition.calendar.work_calendar()
    frame = frame_of(transition, transition, calendar)
    tasks = [
        *(Task(one.key, one.anchor, one.offset, one.role, waits_for[one.key]) for one in new),
        *(
            Task(key, item.anchor, item.offset, item.role, pinned_on=item.due_on)
            for key, item in running.items()
            if item.is_open  # nothing has to wait for what is done or set aside
        ),
    ]
    schedule = place(
        tasks,
        frame,
        calendar,
        nominal_days=target.days,
        absences=_absences(present, frame),
        names={role: person.full_name for role, person in present.items()},
        last_days={
            role: person.last_day_on for role, person in present.items() if person.last_day_on
        },
    )
    return {placement.key: placement for placement in schedule.placements}


def _absences(holders: Mapping[str, User], frame: Frame) -> dict[str, list[Span]]:
    rows = Absence.objects.filter(person__in=set(holders.values()))
    by_person: dict[int, list[Span]] = {}
    for row in rows.touching(frame.starts_on, date.max):
        span = Span(row.starts_on, row.ends_on, row.get_kind_display())
        by_person.setdefault(row.person_id, []).append(span)
    return {role: by_person.get(person.pk, []) for role, person in holders.items()}


def _added(
    source: TemplateItem,
    placed: Placement,
    holders: Mapping[str, User],
    first: date,
    today: date,
) -> Added:
    """A new item; `first` is the next working day, on which is due what would be due before."""
    assignee, helper = people_for(source.role, holders)
    is_late = placed.due_on < today
    due_on = first if is_late else placed.due_on
    problem = placed.problem
    if is_late:
        wanted = words.day(placed.due_on, today=today)
        problem = f"Its day, {wanted}, is over: it is due on the next working day"
    return Added(source, assignee, helper, due_on, problem)


def _matched(
    transition: Transition,
    target: Template,
    sources: Sequence[TemplateItem],
    running: Mapping[str, Item],
) -> tuple[Matched, ...]:
    """Where each running phase stands in the newer version."""
    shared = Counter(
        (running[one.key].phase_id, one.phase_id) for one in sources if one.key in running
    )
    phases = list(Phase.objects.filter(checklist=transition.checklist_id))
    return matched(phases, list(target.phases.all()), shared)


def _circle(
    items: Sequence[Item],
    running: Mapping[str, Item],
    sources: Sequence[TemplateItem],
    waits_for: Mapping[str, Sequence[str]],
) -> str:
    """Which items would wait for each other, as a sentence; empty where none would.

    What is no longer in the template, or added by hand, waits for what it did.
    """
    keys = {item.pk: key for key, item in running.items()}
    links = {key: list(others) for key, others in waits_for.items()}
    for item in items:
        key = keys.get(item.pk, str(item))
        before = [(keys.get(one.pk), str(one)) for one in item.waits_for.all()]
        if key in waits_for:
            links[key] += [name for other, name in before if other is None]
        else:
            links[key] = [other or name for other, name in before]
    titles = {key: item.title for key, item in running.items()}
    titles |= {source.key: source.title for source in sources}
    closed = [titles.get(key, key) for key in circle(links)]
    return in_words(closed) if closed else ""


def _stamp(
    transition: Transition, target: Template, items: Sequence[Item], added: Sequence[Added]
) -> str:
    """Changes as soon as the transition, one of its items, or the plan of a new one does."""
    return fingerprint(
        [
            transition.version,
            target.pk,
            *((i.pk, i.state, i.due_on, i.is_pinned, i.assignee_id, i.helper_id) for i in items),
            *((one.source.key, one.due_on, one.people) for one in added),
        ]
    )
