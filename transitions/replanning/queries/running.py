"""All that the plan of a running transition is made from, as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.people.models import Absence, User
from accounts.people.rules import fingerprint
from checklists.runs.models import Item
from checklists.runs.rules.schedule.team import PATIENCE
from config.lib.workdays import WorkCalendar
from transitions.plans.models import LogEntry, TeamMember, Transition

READ = ("checklist", "phase", "position", "number", "title", "role", "state", "request_key")
PLANNED = ("anchor", "offset", "planned_on", "replanned_on", "due_on", "is_pinned")
HELD = ("assignee", "helper", "is_required", "is_gate", "blockers", "skip_reason")
CLOSED = ("closed_at", "closed_by")
OF_PHASE = ("name", "number", "stage", "starts_on", "ends_on", "planned_from", "planned_until")


@dataclass(frozen=True, slots=True)
class Running:
    """A running transition with its items in order, what waits for what, and its people."""

    transition: Transition
    calendar: WorkCalendar
    items: tuple[Item, ...]
    waits: Mapping[int, tuple[int, ...]]
    team: tuple[TeamMember, ...]
    people: Mapping[int, User]
    absences: Mapping[int, tuple[Absence, ...]]
    latest: int
    """The newest entry of its log, by id."""

    @property
    def has_begun(self) -> bool:
        """Whether anything is done or ownership has moved: from then on the start is history."""
        return self.has_done or self.transition.has_moved

    @property
    def has_done(self) -> bool:
        """Whether an item is done; what was set aside does not count."""
        return any(item.is_done for item in self.items)

    def hands(self, item: Item) -> tuple[User, ...]:
        """Who does an item, and who helps."""
        ids = (item.assignee_id, item.helper_id)
        return tuple(self.people[pk] for pk in ids if pk is not None)

    @property
    def on_team(self) -> list[User]:
        """The people of the team who can sign in, everybody once."""
        ids = dict.fromkeys(member.person_id for member in self.team)
        return [self.people[pk] for pk in ids if self.people[pk].is_active]

    def stamp(self, today: date) -> str:
        """Changes whenever something does that a plan is made from, and from day to day."""
        return f"{fingerprint(self._facts(today))}-{self.latest}"

    def _facts(self, today: date) -> Iterator[object]:
        yield from (today, self.transition.version, self.transition.state, self.calendar.closures)
        for item in self.items:
            yield (item.pk, item.state, item.due_on, item.is_pinned, item.assignee_id,
                   item.helper_id, item.is_gate)  # fmt: skip
        for pk, person in sorted(self.people.items()):
            yield (pk, person.is_active, person.last_day_on)
            yield from ((row.starts_on, row.ends_on) for row in self.absences.get(pk, ()))


def running_of(transition: Transition) -> Running:
    """What a plan of a started transition is made from; seven queries, whatever its size."""
    items = _items(transition)
    team = tuple(TeamMember.objects.filter(transition=transition))
    people = _people(items, team)
    return Running(
        transition=transition,
        calendar=transition.calendar.work_calendar(),
        items=items,
        waits=_waits(transition),
        team=team,
        people=people,
        absences=_absences(people, transition),
        latest=LogEntry.objects.filter(transition=transition).order_by("-pk")
        .values_list("pk", flat=True).first() or 0,
    )  # fmt: skip


def _items(transition: Transition) -> tuple[Item, ...]:
    wanted = (*READ, *PLANNED, *HELD, *CLOSED, *(f"phase__{name}" for name in OF_PHASE))
    found = Item.objects.filter(checklist=transition.checklist_id).select_related("phase")
    return tuple(found.only(*wanted, "phase__checklist", "phase__replanned_from"))


def _waits(transition: Transition) -> dict[int, tuple[int, ...]]:
    links = Item.waits_for.through.objects.filter(from_item__checklist=transition.checklist_id)
    found: dict[int, tuple[int, ...]] = {}
    for waiting, other in links.order_by("pk").values_list("from_item", "to_item"):
        found[waiting] = (*found.get(waiting, ()), other)
    return found


def _people(items: Sequence[Item], team: Sequence[TeamMember]) -> dict[int, User]:
    ids = {member.person_id for member in team}
    ids |= {pk for item in items for pk in (item.assignee_id, item.helper_id) if pk is not None}
    return User.objects.select_related("team").in_bulk(ids)


def _absences(people: Mapping[int, User], transition: Transition) -> dict[int, tuple[Absence, ...]]:
    first = transition.starts_on - PATIENCE
    found: dict[int, tuple[Absence, ...]] = {}
    for row in Absence.objects.filter(person__in=people.keys()).touching(first, date.max):
        found[row.person_id] = (*found.get(row.person_id, ()), row)
    return found
