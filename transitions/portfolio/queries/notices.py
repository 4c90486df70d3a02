"""What the dashboard says of each person who leaves or is gone: once, and all that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transitions.portfolio.queries.leaving import Leaving
from transitions.portfolio.queries.orphaned import Orphaned

MOST = 3
"""Notices at once of people with items that wait in vain, and as many of others."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody who leaves or is gone: their items that wait in vain, their accounts without a
    successor, or both.
    """

    items: Orphaned | None
    accounts: Leaving | None

    @property
    def parts(self) -> list[Orphaned | Leaving]:
        return [part for part in (self.items, self.accounts) if part]

    @property
    def is_gone(self) -> bool:
        return all(part.gone for part in self.parts)

    @property
    def fact(self) -> str:
        return self.parts[0].fact

    @property
    def sentence(self) -> str:
        return " ".join(part.sentence for part in self.parts)


def notices(orphaned: Sequence[Orphaned], leaving: Sequence[Leaving]) -> list[Notice]:
    """One notice for each person: first those for whom items wait, then the others."""
    accounts = {person.person_id: person for person in leaving}
    first = [Notice(one, accounts.pop(one.person_id, None)) for one in orphaned]
    return [*first[:MOST], *(Notice(None, person) for person in list(accounts.values())[:MOST])]
