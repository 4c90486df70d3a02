"""The first steps of a site on which nothing has been handed over yet."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.people.models import User
from transitions.plans.queries.new_page import startable


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is there already: people who hold accounts, and an account this person may hand over."""

    has_people: bool
    has_account: bool

    @property
    def step(self) -> int:
        """Which is next: invite people (1), add an account (2), start (3)."""
        if not self.has_people:
            return 1
        return 3 if self.has_account else 2


def beginning(user: User) -> Beginning:
    """How far the first steps are; two queries."""
    return Beginning(
        has_people=User.objects.holding_accounts().exists(),
        has_account=startable(user).exists(),
    )
