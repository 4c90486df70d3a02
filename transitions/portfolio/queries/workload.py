"""What key account managers carry, now and once the running transitions have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest

from accounts.clients.models import Account, AccountQuerySet
from accounts.people.choices import Role
from accounts.people.models import User
from config.lib import words
from transitions.plans.models import Transition, TransitionQuerySet
from transitions.plans.queries.load import Load, loads
from transitions.portfolio.queries.scope import Scope

MOST = 9
MOVING = Transition.objects.running().filter(ownership_moved_at__isnull=True).order_by()
RANK = Case(
    When(beyond__gt=0, then=Value(0)),
    When(last_day_on__isnull=False, held__gt=0, then=Value(1)),
    When(Q(carries__gt=0) | Q(held__gt=0), then=Value(2)),
    default=Value(3),
)
"""Over the limit, leaves with accounts, carries something, carries nothing."""


@dataclass(frozen=True, slots=True)
class Carrying:
    """One person of the card. `coming` counts transitions, `unplanned` accounts."""

    pk: int
    full_name: str
    load: Load
    coming: int
    unplanned: int
    last_day_on: date | None
    today: date

    @property
    def initials(self) -> str:
        return words.initials(self.full_name)

    @property
    def changes(self) -> bool:
        return self.load.after != self.load.now

    @property
    def over(self) -> str:
        """How far it goes beyond what the person can carry; empty where it does not."""
        return f"Over by {words.count(self.load.over, 'point')}." if self.load.over else ""

    @property
    def leaves(self) -> str:
        """When a person leaves and what nobody takes over yet; empty for those who stay."""
        if self.last_day_on is None:
            return ""
        verb = "Leaves" if self.last_day_on >= self.today else "Left"
        on = words.short_day(self.last_day_on, today=self.today)
        said = words.sentence(f"{verb} {on}")
        if not self.unplanned:
            return said
        return f"{said} {words.count(self.unplanned, 'account')} unplanned."


@dataclass(frozen=True, slots=True)
class Workload:
    """The people of the card, and how many it has no room for."""

    people: Sequence[Carrying]
    more: int = 0


def workload(user: User, scope: Scope, transitions: TransitionQuerySet, today: date) -> Workload:
    """The key account managers that somebody looks after; four queries, whatever their number.

    Who is most over comes first, then who leaves with accounts, then who will carry most, and
    last who carries nothing. Loads count all accounts; the numbers of transitions and accounts
    beside them only what the reader may see.
    """
    people = _ordered(_people(user, scope, transitions))
    unplanned = _unplanned(Account.objects.visible_to(user))
    found = list(
        people.annotate(unplanned=unplanned, everybody=Window(Count("pk"))).values_list(
            "pk", "full_name", "last_day_on", "unplanned", "everybody"
        )[:MOST]
    )
    ids = [pk for pk, *_ in found]
    carried, coming = loads(ids), _coming(user, ids)
    shown = [
        Carrying(pk, name, carried[pk], coming.get(pk, 0), without, last_day, today)
        for pk, name, last_day, without, _ in found
    ]
    return Workload(shown, found[0][-1] - len(found) if found else 0)


def _people(user: User, scope: Scope, transitions: TransitionQuerySet) -> QuerySet[User]:
    """Managers look after their teams, others after everybody; those who work in the scope."""
    people = User.objects.active().filter(role=Role.KAM)
    if user.is_manager:
        people = people.led_by(user)
    if scope.team:
        people = people.filter(team=scope.team)
    if scope.region or scope.line:
        running = transitions.running().order_by()
        works = Q(pk__in=running.values("outgoing")) | Q(pk__in=running.values("incoming"))
        people = people.filter(works)
    return people


def _ordered(people: QuerySet[User]) -> QuerySet[User]:
    """By what a manager has to act on; the database sums what `loads` says of those shown."""
    owned = Account.objects.filter(owner=OuterRef("pk")).order_by().values("owner")
    comes = MOVING.filter(incoming=OuterRef("pk")).values("incoming")
    goes = MOVING.filter(outgoing=OuterRef("pk")).values("outgoing")
    held, coming = _sum(owned, "effort"), _sum(comes, "account__effort")
    counted = people.alias(held=held, carries=held + coming - _sum(goes, "account__effort"))
    beyond = counted.alias(beyond=Greatest(F("carries") - F("capacity"), Value(0)))
    return beyond.alias(rank=RANK).order_by("rank", "-beyond", "-carries", "full_name", "pk")


def _sum(grouped: QuerySet[Any, Any], name: str) -> Coalesce:
    total = grouped.annotate(points=Sum(name)).values("points")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def _unplanned(visible: AccountQuerySet) -> Coalesce:
    """How many accounts of a person have no open transition."""
    planned = Exists(Transition.objects.open().filter(account=OuterRef("pk")))
    without = visible.filter(~planned, owner=OuterRef("pk")).order_by().values("owner")
    return Coalesce(Subquery(without.annotate(number=Count("pk")).values("number")), 0)


def _coming(user: User, ids: list[int]) -> dict[int, int]:
    moving = Transition.objects.visible_to(user).running().filter(ownership_moved_at__isnull=True)
    counted = moving.filter(incoming__in=ids).order_by().values_list("incoming")
    return dict(counted.annotate(Count("pk")))
