"""The transitions that a person has pinned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Exists,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.urls import reverse

from accounts.people.models import User
from config.lib import search
from transitions.plans.choices import RUNNING_STATES, State
from transitions.plans.models import Pin, Transition
from transitions.plans.permissions import visible_transitions

MOST = 12
"""How many transitions a person pins: as many as a sidebar has room for."""
ICONS: dict[str, str] = {
    State.DRAFT: "pencil",
    State.ON_HOLD: "pause-circle",
    State.COMPLETED: "check2-circle",
    State.CANCELLED: "x-circle",
}
NOTHING = Value(0, BigIntegerField())
TOLD = ("transition", "transition__account__name", "transition__state", "transition__health")


@dataclass(frozen=True, slots=True)
class Pinned:
    """One pinned transition, as the sidebar shows it."""

    pk: int
    account: str
    state: str
    health: str

    @property
    def url(self) -> str:
        return reverse("transition", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def is_over(self) -> bool:
        return self.state in {State.COMPLETED, State.CANCELLED}

    @property
    def icon(self) -> str:
        """What stands in place of health, where a transition is not active."""
        return ICONS[self.state]

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)


def visible(user: User) -> QuerySet[Pin]:
    """What a person has pinned and may still see; the others come back with the permission.

    In a CASE the database works out what somebody sees only once it has found a pin: who has none
    waits for nothing.
    """
    own, sees = Pin.objects.filter(person=user.pk), visible_transitions(user, "transition__")
    if not sees:
        return own
    is_seen = Case(When(sees, then=Value(True)), default=Value(False), output_field=BooleanField())
    return own.alias(is_seen=is_seen).filter(is_seen=True)


def as_counts(user: User, key: str) -> QuerySet[Any, Any]:
    """The pins as rows of the query that counts for the navigation: a key, the transition where
    others have a number, nothing, and what is told of it.
    """
    first, *told = TOLD
    named = Value(key, CharField())
    return visible(user).order_by().values_list(named, first, NOTHING, *told)


def in_order(found: Iterable[tuple[Any, ...]]) -> tuple[Pinned, ...]:
    """Those that run by name, then drafts, then those that are over."""
    return tuple(sorted((Pinned(*told) for told in found), key=_place))


def _place(pin: Pinned) -> tuple[int, str, int]:
    rank = 2 if pin.is_over else int(pin.state not in RUNNING_STATES)
    return rank, search.fold(pin.account), pin.pk


def of(user: User) -> tuple[Pinned, ...]:
    """All that a person has pinned; one query."""
    return in_order(visible(user).order_by().values_list(*TOLD))


def pinned_by(user: User) -> Exists:
    """Whether a person has pinned a transition; to be asked along with it."""
    return Exists(Pin.objects.filter(transition=OuterRef("pk"), person=user.pk))


def without(user: User, transition: Transition) -> int:
    """How many transitions a person has pinned beside one; pins that are out of sight count not."""
    return visible(user).exclude(transition=transition).count()
