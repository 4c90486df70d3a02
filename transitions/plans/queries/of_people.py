"""What people and teams have to do with transitions, as far as somebody may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Min, Q, QuerySet

from accounts.people.models import Team, User
from checklists.runs.models import Item
from transitions.plans.choices import State
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries.finding import PRESSING_FIRST, with_part_of
from transitions.plans.queries.listed import Row
from transitions.plans.queries.listing import rows
from transitions.plans.queries.load import PLANNED_ROLES, Load, loads

SHOWN = 50
"""How many transitions the page of a person or a team shows; the list has the others."""


class Counted(NamedTuple):
    """How many open items somebody has in a transition, and how many of these are on hold."""

    open: int = 0
    on_hold: int = 0


NOTHING = Counted()


@dataclass(frozen=True, slots=True)
class Line:
    """A transition on the page of a person or a team; of a person their roles and open items."""

    row: Row
    roles: tuple[str, ...] = ()
    items: int = 0


@dataclass(frozen=True, slots=True)
class Involvement:
    """What a person or a team takes part in, as far as somebody may see it: the first, and how
    many; of a person their open items, too, and how many of these are on hold.
    """

    lines: tuple[Line, ...]
    count: int
    items: int = 0
    on_hold: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Part:
    """An open transition that a person has something to do in: their roles, their open items."""

    transition: Transition
    roles: tuple[str, ...]
    items: int


@dataclass(frozen=True, slots=True)
class Held:
    """What a person still holds in transitions: their parts in open ones, their open items."""

    parts: tuple[Part, ...]
    items: int
    on_hold: int
    overdue: int
    next_due_on: date | None


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """How much one person carries."""

    person: User
    load: Load

    @property
    def is_planned(self) -> bool:
        """Whether points say anything: of people who look after accounts, or hold some anyway."""
        holds = self.load.now or self.load.coming or self.load.going
        return bool(holds) or self.person.role in PLANNED_ROLES


def of_person(person: User, user: User, today: date) -> Involvement:
    """The transitions a person takes part in, in whichever role, what presses most first.

    As many queries whatever their number, and one more where not all are shown.
    """
    visible = with_part_of(person.pk, Transition.objects.visible_to(user))
    found = rows(visible.order_by(*PRESSING_FIRST)[:SHOWN], today)
    ids = [row.pk for row in found]
    roles, items = _roles(person, ids), _open_items(person, visible.open())
    return Involvement(
        tuple(Line(row, roles.get(row.pk, ()), items.get(row.pk, NOTHING).open) for row in found),
        _count(found, visible),
        sum(part.open for part in items.values()),
        sum(part.on_hold for part in items.values()),
    )


def of_team(team: Team, user: User, today: date) -> Involvement:
    """The running transitions of a team's people, the worst first, then what is due first.

    As many queries whatever their number, and one more where not all are shown.
    """
    hands = Q(outgoing__team=team) | Q(incoming__team=team)
    visible = Transition.objects.visible_to(user).running().filter(hands)
    found = rows(visible.order_by(*PRESSING_FIRST)[:SHOWN], today)
    return Involvement(tuple(Line(row) for row in found), _count(found, visible))


def _count(found: Sequence[Row], visible: QuerySet[Transition]) -> int:
    """How many there are, of which at most so many as are shown were found."""
    return len(found) if len(found) < SHOWN else visible.count()


def held(person: User, user: User, today: date) -> Held:
    """What a person holds in the open transitions that somebody may see; four queries."""
    visible = Transition.objects.visible_to(user).open()
    items = Item.objects.of(person).open().filter(checklist__transition__in=visible)
    totals = items.aggregate(late=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on"))
    parts = _parts(visible, person, items)
    total = sum(part.items for part in parts)
    on_hold = sum(part.items for part in parts if part.transition.state == State.ON_HOLD)
    return Held(parts, total, on_hold, totals["late"], totals["first"])


def _parts(visible: QuerySet[Transition], person: User, items: QuerySet[Item]) -> tuple[Part, ...]:
    """One part for each transition, the first to end first."""
    counts = _by_transition(items)
    roles = _roles(person, visible)
    touched = visible.filter(pk__in={*counts, *roles}).select_related("account")
    return tuple(
        Part(transition, roles.get(transition.pk, ()), counts.get(transition.pk, NOTHING).open)
        for transition in touched.order_by("ends_on", "pk")
    )


def _roles(
    person: User, transitions: QuerySet[Transition] | Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """The roles in which a person is on the teams of transitions, by transition; one query."""
    roles: dict[int, tuple[str, ...]] = {}
    for member in TeamMember.objects.filter(person=person, transition__in=transitions):
        before = roles.get(member.transition_id, ())
        roles[member.transition_id] = (*before, str(member.role_label))
    return roles


def _open_items(person: User, transitions: QuerySet[Transition]) -> dict[int, Counted]:
    """How many open items a person has in transitions, by transition; one query."""
    items = Item.objects.of(person).open().filter(checklist__transition__in=transitions)
    return _by_transition(items)


def _by_transition(items: QuerySet[Item]) -> dict[int, Counted]:
    on_hold = Count("pk", filter=Q(checklist__transition__state=State.ON_HOLD))
    by_transition = items.order_by().values_list("checklist__transition")
    counted = by_transition.annotate(open=Count("pk"), on_hold=on_hold)
    return {pk: Counted(*numbers) for pk, *numbers in counted}


def person_load(person: User) -> PersonLoad:
    """The load of one person; two queries."""
    return PersonLoad(person, loads([person.pk])[person.pk])
