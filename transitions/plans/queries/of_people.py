"""What people and teams have to do with transitions, as far as somebody may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from accounts.people.choices import Role
from accounts.people.models import Team, User
from checklists.runs.models import Item
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries.listing import Row, rows
from transitions.plans.queries.load import Load, loads


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
        return bool(holds) or self.person.role in {Role.KAM, Role.MANAGER}


def of_person(person: User, user: User, today: date) -> list[Row]:
    """The transitions in which a person hands over or takes over, the running ones first."""
    hands = Q(outgoing=person) | Q(incoming=person)
    found = rows(_ordered(Transition.objects.visible_to(user).filter(hands)), today)
    return sorted(found, key=lambda row: not row.is_running)


def of_team(team: Team, user: User, today: date) -> list[Row]:
    """The running transitions of a team's people, the first to end first."""
    hands = Q(outgoing__team=team) | Q(incoming__team=team)
    visible = Transition.objects.visible_to(user).running().filter(hands)
    return rows(visible.order_by("ends_on", "pk"), today)


def held(person: User, user: User, today: date) -> Held:
    """What a person holds in the open transitions that somebody may see; four queries."""
    visible = Transition.objects.visible_to(user).open()
    items = Item.objects.of(person).open().filter(checklist__transition__in=visible)
    totals = items.aggregate(late=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on"))
    parts = _parts(visible, person, items)
    total = sum(part.items for part in parts)
    return Held(parts, total, totals["late"], totals["first"])


def _parts(visible: QuerySet[Transition], person: User, items: QuerySet[Item]) -> tuple[Part, ...]:
    """One part for each transition, the first to end first."""
    by_transition = items.order_by().values_list("checklist__transition")
    counts: dict[int, int] = dict(by_transition.annotate(Count("pk")))
    roles: dict[int, list[str]] = {}
    for member in TeamMember.objects.filter(person=person, transition__in=visible):
        roles.setdefault(member.transition_id, []).append(str(member.role_label))
    touched = visible.filter(pk__in={*counts, *roles}).select_related("account")
    return tuple(
        Part(transition, tuple(roles.get(transition.pk, ())), counts.get(transition.pk, 0))
        for transition in touched.order_by("ends_on", "pk")
    )


def person_loads(people: Iterable[User]) -> list[PersonLoad]:
    """The load of people, in their order."""
    found = list(people)
    carried = loads([person.pk for person in found])
    return [PersonLoad(person, carried[person.pk]) for person in found]


def visible_loads(user: User, asked: Iterable[int]) -> list[PersonLoad]:
    """The load of those people that somebody may see; three queries."""
    return person_loads(User.objects.visible_to(user).filter(pk__in=asked))


def _ordered(transitions: QuerySet[Transition]) -> QuerySet[Transition]:
    return transitions.order_by("-starts_on", "-pk")
