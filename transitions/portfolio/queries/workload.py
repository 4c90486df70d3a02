"""What key account managers carry, now and once the running transitions have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.permissions import sees_loads
from accounts.people.queries.seeing import KeptForReader
from accounts.people.rules import Gone, gone
from config.lib import words
from transitions.plans.queries.load import Load, loads_of
from transitions.portfolio.queries.away import Away, away
from transitions.portfolio.queries.running import Light
from transitions.portfolio.queries.scope import Scope, narrowed, owned_in

MOST = 9
FACTS = ("pk", "full_name", "last_day_on", "is_active")
SAID = {None: "Leaves", Gone.LEFT: "Left", Gone.DEACTIVATED: "Deactivated"}


class _Person(NamedTuple):
    """What is read of everybody to put them in order; no more, as there may be thousands."""

    pk: int
    full_name: str
    last_day_on: date | None
    is_active: bool
    has_page: bool


@dataclass(frozen=True, slots=True)
class Carrying:
    """One person of the card. `coming` counts transitions, `unplanned` accounts.

    `has_page` says whether the reader may see the page of that person.
    """

    pk: int
    full_name: str
    has_page: bool
    load: Load
    coming: int
    unplanned: int
    last_day_on: date | None
    gone: Gone | None
    today: date
    away: Away | None = None

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
        if self.last_day_on is None and not self.gone:
            return ""
        said = words.sentence(self._goes)
        if not self.unplanned:
            return said
        return f"{said} {words.count(self.unplanned, 'account')} unplanned."

    @property
    def _goes(self) -> str:
        """“Leaves 18 Dec”; a day still ahead says nothing of somebody who is deactivated."""
        verb, day = SAID[self.gone], self.last_day_on
        if day is None or self.gone == Gone.DEACTIVATED:
            return verb
        return f"{verb} {words.short_day(day, today=self.today)}"


@dataclass(frozen=True, slots=True)
class Workload:
    """The people of the card, and how many it has no room for."""

    people: Sequence[Carrying]
    more: int = 0


def workload(user: User, scope: Scope, seen: Sequence[Light], today: date) -> Workload:
    """The key account managers that somebody looks after; five queries, whatever their number.

    Nobody for those who do not see what others carry.

    Who is most over comes first, then who leaves with accounts, then who is away when an account
    comes to them, then who will carry most, and last who carries nothing. Loads count all
    accounts; the numbers of transitions and accounts beside them only what the reader may see.

    Everybody's load is added up and put in order here: a database that sorts people by sums over
    three tables works each of them out again for every comparison.
    """
    if not sees_loads(user):
        return Workload([])
    people = _people(user, scope, seen)
    carried = loads_of(people)
    has_page = Exists(User.objects.visible_to(user).filter(pk=OuterRef("pk")))
    read = people.values_list(*FACTS, has_page)
    found = [person for values in read if (person := _Person(*values)).pk in carried]
    absent = away(seen, today)
    found.sort(key=lambda person: _urgency(person, carried[person.pk], person.pk in absent))
    ids = [person.pk for person in found[:MOST]]
    unplanned, coming = _unplanned(user, ids), _coming(seen)
    shown = [
        Carrying(
            pk=person.pk,
            full_name=person.full_name,
            has_page=person.has_page,
            load=carried[person.pk],
            coming=coming[person.pk],
            unplanned=unplanned.get(person.pk, 0),
            last_day_on=person.last_day_on,
            gone=gone(is_active=person.is_active, last_day_on=person.last_day_on, today=today),
            today=today,
            away=absent.get(person.pk),
        )
        for person in found[:MOST]
    ]
    return Workload(shown, len(found) - len(shown))


def _urgency(person: _Person, load: Load, is_away: bool) -> tuple[int, int, int, str, int]:
    """Where somebody stands among the others: over the limit, leaves with accounts, is away when
    one comes, carries something, carries nothing; within each by how much.
    """
    goes = person.last_day_on is not None or not person.is_active
    ranks = (load.over > 0, goes and load.now > 0, is_away, max(load.after, load.now) > 0)
    rank = next((place for place, is_so in enumerate(ranks) if is_so), len(ranks))
    return rank, -load.over, -load.after, person.full_name.casefold(), person.pk


def _people(user: User, scope: Scope, seen: Iterable[Light]) -> QuerySet[User]:
    """Managers look after their teams, others after everybody; those who work in the scope
    or look after accounts there.

    Who was deactivated stays as long as accounts do.
    """
    owns = Exists(Account.objects.filter(owner=OuterRef("pk")))
    people = User.objects.filter(Q(is_active=True) | Q(owns), role=Role.KAM).order_by()
    if user.is_manager:
        people = people.led_by(user)
    if scope.team:
        people = people.filter(team=scope.team)
    if scope.region or scope.line:
        running = [row for row in narrowed(seen, scope) if row.is_running]
        works = {pk for row in running for pk in (row.outgoing_id, row.incoming_id)}
        own = owned_in(user, scope).order_by()
        people = people.filter(Q(pk__in=works) | Q(pk__in=own.values("owner")))
    return people


def _unplanned(user: User, ids: list[int]) -> dict[int, int]:
    """How many accounts of each of these people no running transition takes over."""
    return dict(WITHOUT_PLAN.rows(user, ids))


def _without_plan(user: User, owners: Any) -> QuerySet[Account, tuple[Any, ...]]:
    """Counts such accounts among those that somebody sees."""
    seen = Account.objects.visible_to(user)
    without = seen.filter(is_changing_hands=False, owner__in=owners)
    return without.order_by().values_list("owner").annotate(Count("pk"))


WITHOUT_PLAN = KeptForReader(_without_plan)


def _coming(seen: Iterable[Light]) -> Counter[int]:
    """How many transitions that a reader sees still bring an account to each person."""
    return Counter(row.incoming_id for row in seen if row.is_running and row.moved_at is None)
