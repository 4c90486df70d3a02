"""How much each person carries: now, and once the running transitions have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from transitions.plans.models import Transition, TransitionQuerySet

PLANNED_ROLES = (Role.KAM, Role.MANAGER)
"""Whose load says something even while they hold nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """Load points of one person: what they own, what comes in, what goes out, what they can."""

    now: int = 0
    coming: int = 0
    going: int = 0
    capacity: int = 100

    @property
    def after(self) -> int:
        """What is left once every running transition has moved its account."""
        return self.now + self.coming - self.going

    @property
    def over(self) -> int:
        """Load points beyond what the person can carry, once everything has moved."""
        return max(self.after - self.capacity, 0)


def loads(people: Iterable[int]) -> dict[int, Load]:
    """The load of people, by their id; two queries, whatever their number.

    All accounts count, also those that who looks may not see: the sum names none. Drafts do not
    count, nor do transitions whose account has moved already: it is owned by then.
    """
    ids = set(people)
    found = loads_of(User.objects.filter(pk__in=ids))
    return {pk: found.get(pk, Load()) for pk in ids}


def loads_of(people: QuerySet[User]) -> dict[int, Load]:
    """The same for people who are not known yet, such as everybody of a team; two queries."""
    points = people.order_by().values("pk", "capacity").annotate(now=Sum("owned_accounts__effort"))
    coming, going = _moving(people.order_by().values("pk"))
    return {
        row["pk"]: Load(row["now"] or 0, coming[row["pk"]], going[row["pk"]], row["capacity"])
        for row in points
    }


def with_loads(people: QuerySet[User]) -> QuerySet[User]:
    """People with what they carry in the same row; no query more, and `load_of` reads it.

    `load_after` is what lists are sorted by; it is empty where points say nothing of somebody.
    """
    coming, going = (
        _points(_to_move(), side, "account__effort") for side in ("incoming", "outgoing")
    )
    carrying = people.annotate(
        load_now=_points(Account.objects.all(), "owner", "effort"),
        load_coming=coming,
        load_going=going,
    )
    holds = Q(load_now__gt=0) | Q(load_coming__gt=0) | Q(load_going__gt=0)
    after = F("load_now") + F("load_coming") - F("load_going")
    return carrying.annotate(load_after=Case(When(holds | Q(role__in=PLANNED_ROLES), then=after)))


def load_of(person: Any) -> Load:
    """The load of a person who was read with `with_loads`."""
    return Load(person.load_now, person.load_coming, person.load_going, person.capacity)


def _points(rows: QuerySet[Any], person: str, effort: str) -> Coalesce:
    """The load points of the rows that name a person."""
    named = rows.filter(**{person: OuterRef("pk")}).order_by().values(person)
    return Coalesce(
        Subquery(named.annotate(of_all=Sum(effort)).values("of_all")),
        0,
        output_field=IntegerField(),
    )


def _to_move() -> TransitionQuerySet:
    """The running transitions whose account has not moved yet."""
    return Transition.objects.running().filter(ownership_moved_at__isnull=True).order_by()


def _moving(people: QuerySet[User, Any]) -> tuple[Counter[int], Counter[int]]:
    """The load points that come in and that go out, by person; one query."""
    coming, going = Counter[int](), Counter[int]()
    touching = _to_move().filter(Q(incoming__in=people) | Q(outgoing__in=people))
    for incoming, outgoing, effort in touching.values_list(
        "incoming", "outgoing", "account__effort"
    ):
        coming[incoming] += effort
        going[outgoing] += effort
    return coming, going
