"""What is found, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.people.models import User
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, and what tells it apart from others.

    It shows initials in the shape of its kind, or how it stands; `state` is said in a chip. Open
    items say when they are due.
    """

    url: str
    title: str
    about: str
    initials: str = ""
    side: str = "neu"
    health: str = ""
    icon: str = ""
    state: str = ""
    due_on: date | None = None
    is_blocked: bool = False
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found of a kind, and how much there is; `is_cut` where there is more than
    was counted.
    """

    kind: Kind
    hits: tuple[Hit, ...]
    total: int
    is_cut: bool = False

    @property
    def counted(self) -> str:
        """“3”, or “500+”."""
        return f"{self.total}+" if self.is_cut else str(self.total)

    @property
    def noun(self) -> str:
        """“accounts”, as it stands behind a number."""
        one = "person" if self.kind == Kind.PEOPLE else self.kind.removesuffix("s")
        return one if self.total == 1 else str(self.kind)

    @property
    def has_more(self) -> bool:
        return self.total > len(self.hits)


@dataclass(frozen=True, slots=True)
class Finder:
    """How one kind is found: the rows that somebody may see, best first, and what is told of each.

    `most` is how many are counted at the most; without it all are.
    """

    kind: Kind
    rows: Callable[[User, Said], QuerySet[Any]]
    fields: tuple[str, ...]
    hit: Callable[[dict[str, Any], date], Hit]
    most: int | None = None
