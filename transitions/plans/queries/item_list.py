"""Items of all transitions as rows of one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.people.queries import people
from checklists.library.choices import Proof
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, ItemQuerySet
from config.lib import words
from config.lib.lists.occurring import Pairs, Seen, by_kind, pairs, question, texts
from transitions.plans.choices import OPEN_STATES, State
from transitions.plans.models import TeamMember, Transition
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
    "helper",
)


@dataclass(frozen=True, slots=True)
class Doer:
    """Somebody whom an item waits for."""

    name: str
    is_active: bool


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
    doers: tuple[Doer, ...]

    @property
    def is_open(self) -> bool:
        return self.state_key == ItemState.OPEN

    @property
    def is_blocked(self) -> bool:
        return self.is_open and self.blockers > 0

    @property
    def waits_for(self) -> str:
        """Who does it by name, both where two do it together; empty where nobody does."""
        return words.listing([doer.name for doer in self.doers])

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


def on_hold() -> Q:
    """Items that are not closed, of transitions on hold: nobody has to do them now."""
    return Q(state=ItemState.OPEN, **{f"{TRANSITION}__state": State.ON_HOLD})


def number(user: User, states: Sequence[State] = ()) -> int:
    """How many items a person sees; of transitions in some states, those that are still open.

    One query. It adds up what the checklists keep, so that it looks at no item.
    """
    seen = Transition.objects.visible_to(user).order_by()
    counted: Combinable = F("checklist__total")
    if states:
        seen = seen.filter(state__in=states)
        counted = F("checklist__total") - F("checklist__closed")
    found: int = seen.aggregate(found=Coalesce(Sum(counted), 0))["found"]
    return found


def rows(found: QuerySet[Item]) -> list[Row]:
    """Items as rows, in their order; two queries, whatever their number.

    Names come by themselves, as the database plans long with many joins.
    """
    items = list(found.values_list(*FIELDS))
    told = people.names({person for *_, one, other in items for person in (one, other) if person})
    return [
        Row(*(*values, tuple(Doer(*told[person]) for person in (one, other) if person in told)))
        for *values, one, other in items
    ]


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
    seen = Seen(Transition.objects.visible_to(user), "pk", "outgoing", "incoming", "account")
    members = TeamMember.objects.filter(seen.holding("pk", at="transition"))
    people = User.objects.filter(pk__in=members.values("person"))
    kams = User.objects.filter(seen.holding("outgoing", "incoming"))
    places = Account.objects.filter(seen.holding("account", are_few=False)).distinct()
    found = seen.answers(
        question("person", people, "pk", "full_name"),
        question("team", kams, "team", "team__name"),
        question("place", places, "region", "line_of_business"),
    )
    of = by_kind(found)
    return Facets(
        person=pairs(of["person"]),
        team=pairs(of["team"]),
        region=texts(row[0] for row in of["place"]),
        line=texts(row[1] for row in of["place"]),
    )
