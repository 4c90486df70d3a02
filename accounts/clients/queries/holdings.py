"""What people and teams look after, as far as somebody else may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from accounts.clients.models import Account, AccountQuerySet
from accounts.people.models import Team, User
from config.lib import words

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Worth:
    """What accounts of one currency bring in a year, and how many of them do not change hands.

    Of those, `received` came in a handover that still runs, and `abandoned` belong to somebody who
    can no longer sign in.
    """

    currency: str
    accounts: int
    revenue: Decimal | None
    steady: int = 0
    received: int = 0
    abandoned: int = 0

    @property
    def label(self) -> str:
        return words.short_money(self.revenue, self.currency)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Accounts that somebody may see, the most worth first, and what they bring together."""

    accounts: Sequence[Account]
    worth: tuple[Worth, ...]

    @property
    def count(self) -> int:
        return sum(each.accounts for each in self.worth)

    @property
    def steady(self) -> int:
        """How many nobody takes over."""
        return sum(each.steady for each in self.worth)

    @property
    def received(self) -> int:
        """How many of those came in a transition that has to end before another one begins."""
        return sum(each.received for each in self.worth)

    @property
    def abandoned(self) -> int:
        """How many of those nobody looks after until they are handed over."""
        return sum(each.abandoned for each in self.worth)

    @property
    def free(self) -> int:
        """For how many of those a transition can be started now."""
        return self.steady - self.received

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.accounts)

    @property
    def revenue(self) -> str:
        """What all bring a year, one sum for each currency."""
        return words.listing([each.label for each in self.worth if each.revenue])


def of_person(person: User, user: User) -> Holdings:
    """The accounts of a person that somebody else may see; two queries."""
    return _holdings(Account.objects.visible_to(user).filter(owner=person))


def of_team(team: Team, user: User) -> Holdings:
    """The accounts of a team's people that somebody may see; two queries."""
    return _holdings(Account.objects.visible_to(user).filter(owner__team=team))


def _holdings(accounts: AccountQuerySet) -> Holdings:
    sums = accounts.order_by("currency").values_list("currency")
    steady = Q(is_changing_hands=False)
    return Holdings(
        accounts=list(accounts.order_by("-annual_revenue", "name")[:SHOWN]),
        worth=tuple(
            Worth(*row)
            for row in sums.annotate(
                Count("pk"),
                Sum("annual_revenue"),
                steady=Count("pk", filter=steady),
                received=Count("pk", filter=steady & Q(handover__isnull=False)),
                abandoned=Count("pk", filter=steady & Q(owner__is_active=False)),
            )
        ),
    )
