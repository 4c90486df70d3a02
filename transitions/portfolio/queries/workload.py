"""What key account managers carry, now and once the running transitions have moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from config.lib import words
from transitions.plans.models import Transition, TransitionQuerySet
from transitions.plans.queries.load import Load, loads
from transitions.portfolio.queries.scope import Scope

MOST = 9


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
    """The key account managers that somebody looks after; five queries, whatever their number.

    Who is most over comes first, then who leaves with accounts, then who will carry most, and
    last who carries nothing. Loads count all accounts; the numbers of transitions and accounts
    beside them only what the reader may see.

    Everybody's load is added up and put in order here: a database that sorts people by sums over
    three tables works each of them out again for every comparison.
    """
    people = _people(user, scope, transitions)
    found = list(people.values_list("pk", "full_name", "last_day_on"))
    carried = loads(pk for pk, *_ in found)
    found.sort(key=lambda person: _urgency(person, carried[person[0]]))
    ids = [pk for pk, *_ in found[:MOST]]
    unplanned, coming = _unplanned(user, ids), _coming(user, ids)
    shown = [
        Carrying(pk, name, carried[pk], coming.get(pk, 0), unplanned.get(pk, 0), last_day, today)
        for pk, name, last_day in found[:MOST]
    ]
    return Workload(shown, len(found) - len(shown))


def _urgency(person: tuple[int, str, date | None], load: Load) -> tuple[int, int, int, str, int]:
    """Where somebody stands among the others: over the limit, leaves with accounts, carries
    something, carries nothing; within each by how much.
    """
    pk, name, last_day_on = person
    ranks = (load.over > 0, last_day_on is not None and load.now > 0, max(load.after, load.now) > 0)
    rank = next((place for place, is_so in enumerate(ranks) if is_so), len(ranks))
    return rank, -load.over, -load.after, name.casefold(), pk


def _people(user: User, scope: Scope, transitions: TransitionQuerySet) -> QuerySet[User]:
    """Managers look after their teams, others after everybody; those who work in the scope."""
    people = User.objects.active().filter(role=Role.KAM).order_by()
    if user.is_manager:
        people = people.led_by(user)
    if scope.team:
        people = people.filter(team=scope.team)
    if scope.region or scope.line:
        running = transitions.running().order_by()
        works = Q(pk__in=running.values("outgoing")) | Q(pk__in=running.values("incoming"))
        people = people.filter(works)
    return people


def _unplanned(user: User, ids: list[int]) -> dict[int, int]:
    """How many accounts of each of these people have no open transition."""
    planned = Exists(Transition.objects.open().filter(account=OuterRef("pk")))
    without = Account.objects.visible_to(user).filter(~planned, owner__in=ids)
    return dict(without.order_by().values_list("owner").annotate(Count("pk")))


def _coming(user: User, ids: list[int]) -> dict[int, int]:
    moving = Transition.objects.visible_to(user).running().filter(ownership_moved_at__isnull=True)
    counted = moving.filter(incoming__in=ids).order_by().values_list("incoming")
    return dict(counted.annotate(Count("pk")))
