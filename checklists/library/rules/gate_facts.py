"""What gates look at, and what they say is missing.

Plain values, no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from checklists.library.choices import ItemRole


class Place(StrEnum):
    """Where something that is missing is mended."""

    ITEM = "item"
    ACCOUNT = "account"
    DETAILS = "details"
    TEAM = "team"
    REVIEW = "review"
    DOSSIER = "dossier"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of a running checklist, as far as gates look at it."""

    pk: int
    phase: int
    stage: str
    role: str
    proof: str
    is_open: bool
    is_skipped: bool
    is_required: bool
    is_overdue: bool
    has_file: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """Something of a dossier that is not done yet, in words, and whose turn it is."""

    text: str
    by: ItemRole


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """How far a dossier has come; `signed` are the sides that have signed, as roles.

    Who accepted it with reservations has accepted what was open, too.
    """

    unaccepted: tuple[Owed, ...] = ()
    unanswered: tuple[Owed, ...] = ()
    undecided_commitments: int = 0
    signed: frozenset[ItemRole] = frozenset()
    has_reservations: bool = False
    reservations: str = ""
    is_moved_by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the conditions of gates depend on; `written` names the texts that are not empty."""

    items: tuple[ItemFact, ...] = ()
    roles: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    unscored: tuple[str, ...] = ()
    contact: str = ""
    can_reach_contact: bool = False
    incoming_noted: bool = False
    days_since_move: int | None = None
    dossier: DossierFacts = field(default_factory=DossierFacts)


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: an item, or something in words that a role owes."""

    place: Place
    text: str = ""
    item: int = 0
    owed_by: ItemRole | None = ItemRole.MANAGER


Check = Callable[[Facts, int], Iterator[Lack]]
