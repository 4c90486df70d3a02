"""How much each person carries: now, and once the running transitions have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from accounts.people.models import User
from transitions.plans.models import Transition


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


def _moving(people: QuerySet[User, Any]) -> tuple[Counter[int], Counter[int]]:
    """The load points that come in and that go out, by person; one query."""
    coming, going = Counter[int](), Counter[int]()
    moving = Transition.objects.running().filter(ownership_moved_at__isnull=True).order_by()
    touching = moving.filter(Q(incoming__in=people) | Q(outgoing__in=people))
    for incoming, outgoing, effort in touching.values_list(
        "incoming", "outgoing", "account__effort"
    ):
        coming[incoming] += effort
        going[outgoing] += effort
    return coming, going
