"""All kinds together: one query for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Window

from accounts.people.models import User
from config.lib import words
from transitions.finding.choices import Kind
from transitions.finding.queries import similar
from transitions.finding.queries.accounts import ACCOUNTS, CONTACTS
from transitions.finding.queries.people import PEOPLE
from transitions.finding.queries.promises import COMMITMENTS, QUESTIONS
from transitions.finding.queries.said import Said, understood
from transitions.finding.queries.shapes import Finder, Found
from transitions.finding.queries.transitions import ALL_ITEMS, ITEMS, TRANSITIONS

FINDERS = (ACCOUNTS, CONTACTS, TRANSITIONS, ITEMS, COMMITMENTS, QUESTIONS, PEOPLE)
FINDERS_OF_ALL = tuple(ALL_ITEMS if one is ITEMS else one for one in FINDERS)
"""With items that are done or set aside, too: too slow for each letter that is typed."""
FEW, PAGE = 5, 25
"""How many of each kind stand beside each other, and on a page of one kind."""


@dataclass(frozen=True, slots=True)
class Everything:
    """What was found for a text. `meant` are the words that were looked for instead, where there
    is nothing of that name but something like it.
    """

    said: Said
    kinds: tuple[Found, ...]
    meant: str = ""

    @property
    def some(self) -> tuple[Found, ...]:
        return tuple(found for found in self.kinds if found.hits)

    @property
    def marks(self) -> tuple[str, ...]:
        """What is marked in the names that were found."""
        return understood(self.meant).words if self.meant else self.said.words

    @property
    def asked(self) -> str:
        """What a link to more of it asks for."""
        return self.meant or self.said.text

    @property
    def total(self) -> int:
        return sum(found.total for found in self.kinds)

    @property
    def said_of_all(self) -> str:
        """“3 accounts, 1 person”."""
        return words.listing([f"{found.counted} {found.noun}" for found in self.some])

    @property
    def shown(self) -> int:
        return sum(len(found.hits) for found in self.kinds)


def everything(
    user: User,
    text: str,
    today: date,
    *,
    finders: Sequence[Finder] = FINDERS_OF_ALL,
    only: str = "",
    page: int = 1,
) -> Everything:
    """The best of each kind that a person may see; seven queries.

    Where nothing is called so, names that are spelled nearly so are looked for: twelve queries
    more.

    Args:
        user: who looks.
        text: what was typed; less than two letters find nothing.
        today: the day in the reader's time zone.
        finders: how each kind is found.
        only: the kind of which a whole page is wanted.
        page: the number of that page.
    """
    said = understood(text)
    if not said.is_enough:
        return Everything(said, ())

    def of_each(said: Said) -> tuple[Found, ...]:
        return tuple(
            _of(one, user, said, today, page if one.kind == only else 0) for one in finders
        )

    kinds = of_each(said)
    if any(found.total for found in kinds):
        return Everything(said, kinds)
    meant = similar.meant(user, said)
    if not meant:
        return Everything(said, kinds)
    kinds = of_each(understood(meant))
    return Everything(said, kinds, meant if any(found.total for found in kinds) else "")


def _of(finder: Finder, user: User, said: Said, today: date, page: int) -> Found:
    """Some of one kind, or a page of it; behind the last page stands the first."""
    start, size = ((page - 1) * PAGE, PAGE) if page else (0, FEW)
    counted = finder.rows(user, said).values(*finder.fields, of_all=Window(Count("pk")))
    rows = list(counted[start : start + size])
    if not rows and start:
        rows = list(counted[:size])
    total = rows[0]["of_all"] if rows else 0
    hits = tuple(finder.hit(row, today) for row in rows)
    return Found(Kind(finder.kind), hits, total, is_cut=total == finder.most)
