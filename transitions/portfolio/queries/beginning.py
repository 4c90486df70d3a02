"""The first steps of a site on which nothing has been handed over yet."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.people.models import User
from accounts.people.queries import beginning as people
from transitions.plans.queries.new_page import startable


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is there already: people who hold accounts, and an account this person may hand over.

    `invited` counts those who have not joined yet.
    """

    has_people: bool
    has_account: bool
    invited: int = 0

    @property
    def step(self) -> int:
        """Which is next: invite people (1), add an account (2), start (3)."""
        if not self.has_people:
            return 1
        return 3 if self.has_account else 2


def beginning(user: User) -> Beginning:
    """How far the first steps are; two queries, three where nobody holds accounts yet."""
    has_people = not people.lacks_holders()
    return Beginning(
        has_people=has_people,
        has_account=startable(user).exists(),
        invited=0 if has_people else people.invited(user),
    )
