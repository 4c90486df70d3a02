"""Items of all transitions as rows of one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse

from accounts.people.models import User
from accounts.people.queries import people
from checklists.library.choices import Proof
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, ItemQuerySet
from transitions.plans.choices import OPEN_STATES, State
from transitions.plans.models import Transition
from transitions.plans.permissions import visible_transitions

TRANSITION = "checklist__transition"
FIELDS = (
    "pk",
    "number",
    "title",
    "due_on",
    "state",
    "is_required",
    "proof",
    "blockers",
    "phase__name",
    f"{TRANSITION}__pk",
    f"{TRANSITION}__prepared_on",
    f"{TRANSITION}__account__name",
    "assignee",
)
PEOPLE = ("team__person", "team__person__full_name", *[""] * 6)
PLACES = (
    *("", ""),
    *("outgoing__team", "outgoing__team__name", "incoming__team", "incoming__team__name"),
    *("account__region", "account__line_of_business"),
)
NOBODY = (None, None)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One item in a list, with the account and the transition it belongs to."""

    pk: int
    number: str
    title: str
    due_on: date
    state_key: str
    is_required: bool
    proof_key: str
    blockers: int
    phase: str
    transition: int
    prepared_on: date
    account: str
    assignee: str | None
    assignee_is_active: bool | None

    @property
    def is_open(self) -> bool:
        return self.state_key == ItemState.OPEN

    @property
    def is_blocked(self) -> bool:
        return self.is_open and self.blockers > 0

    @property
    def state(self) -> str:
        return str(ItemState(self.state_key).label)

    @property
    def proof(self) -> str:
        return "" if self.proof_key == Proof.NOTHING else str(Proof(self.proof_key).label)

    @property
    def reference(self) -> str:
        return f"TR-{self.prepared_on.year}-{self.transition:03d}"

    @property
    def url(self) -> str:
        """The page of the transition with this item unfolded."""
        page = reverse("transition", args=[self.transition])
        return f"{page}?item={self.pk}#item-{self.pk}"


def visible(user: User) -> ItemQuerySet:
    """The items of the transitions a person may see."""
    seen = visible_transitions(user, f"{TRANSITION}__")
    return Item.objects.filter(seen, **{f"{TRANSITION}__isnull": False})


def worked_on() -> Q:
    """Items that somebody still has to do: open ones of active transitions."""
    return Q(state=ItemState.OPEN, **{f"{TRANSITION}__state": State.ACTIVE})


def left_to_do() -> Q:
    """Items that are not closed, of transitions that may go on: those on hold count, too."""
    return Q(state=ItemState.OPEN, **{f"{TRANSITION}__state__in": OPEN_STATES})


def rows(found: QuerySet[Item]) -> list[Row]:
    """Items as rows, in their order; two queries, whatever their number.

    Names come by themselves, as the database plans long with many joins.
    """
    items = list(found.values_list(*FIELDS))
    told = people.names({person for *_, person in items if person})
    return [Row(*(*values, *told.get(person, NOBODY))) for *values, person in items]


@dataclass(frozen=True, slots=True)
class Facets:
    """What the items of the transitions a person sees can be filtered by."""

    person: Pairs
    team: Pairs
    region: Pairs
    line: Pairs


def facets(user: User) -> Facets:
    """People and teams of the visible transitions and their places, and no others; one query.

    Items themselves are not looked at, so that it takes no longer with a million of them: on a
    transition works who is on its team.
    """
    seen = Transition.objects.visible_to(user).order_by()
    on_team = seen.values_list(*_texts(PEOPLE)).distinct()
    rows = list(on_team.union(seen.values_list(*_texts(PLACES)).distinct(), all=True))
    places = [row for row in rows if not row[0]]
    return Facets(
        person=_pairs(row[0:2] for row in rows),
        team=_pairs(pair for row in places for pair in (row[2:4], row[4:6])),
        region=_pairs((row[6], row[6]) for row in places),
        line=_pairs((row[7], row[7]) for row in places),
    )


def _texts(names: Iterable[str]) -> list[Combinable]:
    """Fields as texts and blanks where there is none, so that two questions become one."""
    texts = CharField()
    return [Cast(F(name), texts) if name else Value("", texts) for name in names]


def _pairs(found: Iterable[Sequence[Any]]) -> Pairs:
    """Different answers with their labels, by label; what is empty is no answer."""
    pairs = {(str(key), str(label)) for key, label in found if key}
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
