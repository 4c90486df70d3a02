"""Which transitions a list shows, in which order, and what can be filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Q,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Concat, NullIf

from accounts.clients.models import Account
from accounts.clients.queries import priority
from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.runs.models import Item
from config.lib.kept import KeptStatement
from config.lib.lists.occurring import Pairs, Seen, by_kind, pairs, question, texts
from transitions.plans.choices import OPEN_STATES, Health, State
from transitions.plans.models import TeamMember, Transition, TransitionQuerySet

DONE = Cast("checklist__closed", FloatField()) / NullIf(F("checklist__total"), 0)
WORST_FIRST = (Health.OFF_TRACK, Health.AT_RISK, Health.ON_TRACK)
RANK = Case(
    *(
        When(state=State.ACTIVE, health=health, then=rank)
        for rank, health in enumerate(WORST_FIRST)
    ),
    default=len(WORST_FIRST),
    output_field=SmallIntegerField(),
)
"""Worst first; what is not active comes last."""
DUE: list[OrderBy | str] = [F("checklist__next_due_on").asc(nulls_last=True), "ends_on"]
"""The order of every list that nobody sorts, and of what is equal in others."""
ORDERS: dict[str, list[OrderBy | str]] = {
    "due": DUE,
    "account": ["account__name"],
    "progress": [DONE.asc(nulls_last=True)],
    "end": ["ends_on"],
    "health": [RANK.asc(), *DUE],
}
STANDING = Case(
    When(state=State.ACTIVE, then=RANK),
    When(state=State.ON_HOLD, then=len(WORST_FIRST)),
    When(state=State.DRAFT, then=len(WORST_FIRST) + 1),
    default=len(WORST_FIRST) + 2,
    output_field=SmallIntegerField(),
)
PRESSING_FIRST: list[OrderBy | str] = [
    STANDING.asc(),
    Case(When(state__in=OPEN_STATES, then=F("checklist__next_due_on"))).asc(nulls_last=True),
    Case(When(state__in=OPEN_STATES, then=F("ends_on"))).asc(nulls_last=True),
    "-ends_on",
    "pk",
]
"""The worst first and then what is due first; those that are over come last, the newest first."""
ATTENTION = "attention"
"""Asks for transitions that are at risk or off track."""
TEMPLATE = Case(
    When(state=TemplateState.PUBLISHED, then=F("name")),
    default=Concat(
        F("name"),
        Value(" (version "),
        Cast("version", CharField()),
        Value(")"),
        output_field=CharField(),
    ),
    output_field=CharField(),
)
"""A template as a filter offers it; of those no longer published the version is told."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the filters offer: KAMs and managers of transitions, their teams, templates, places."""

    kam: Pairs
    manager: Pairs
    team: Pairs
    template: Pairs
    region: Pairs
    line: Pairs


def of_health(transitions: TransitionQuerySet, health: str) -> TransitionQuerySet:
    """Those that stand so, by the stored health; all of them where none is asked for.

    Only active ones stand well or ill.
    """
    if not health:
        return transitions
    wanted = [Health.AT_RISK, Health.OFF_TRACK] if health == ATTENTION else [health]
    return transitions.active().filter(health__in=wanted)


def with_part_of(person_id: int, transitions: TransitionQuerySet) -> TransitionQuerySet:
    """Those on whose team a person is, and those with open items of theirs."""
    on_team = TeamMember.objects.filter(person=person_id).order_by().values("transition")
    doing = Item.objects.filter(Q(assignee=person_id) | Q(helper=person_id)).open().order_by()
    in_open = doing.filter(checklist__transition__state__in=OPEN_STATES)
    return transitions.filter(pk__in=on_team.union(in_open.values("checklist__transition")))


def pressing(today: date) -> Combinable:
    """How much the accounts of transitions press; nothing for those that are over."""
    return Case(When(state__in=OPEN_STATES, then=priority.points(today, "account__")))


def of_priority(transitions: TransitionQuerySet, level: str, today: date) -> TransitionQuerySet:
    """Those whose account is of a priority; those that are over are of none."""
    return transitions.alias(pressing=pressing(today)).filter(priority.with_level(level))


@cache
def _offered_to(role: str) -> KeptStatement:
    """Asks what occurs among the transitions that somebody of a role sees."""
    return KeptStatement(lambda person: _occurring(User(pk=person, role=role)))


def _occurring(user: User) -> tuple[str, tuple[Any, ...]]:
    visible = Transition.objects.visible_to(user)
    seen = Seen(visible, "outgoing", "incoming", "manager", "template", "account")
    kams = User.objects.filter(seen.holding("outgoing", "incoming"))
    managers = User.objects.filter(seen.holding("manager"))
    templates = Template.objects.filter(seen.holding("template"))
    places = Account.objects.filter(seen.holding("account", are_few=False)).distinct()
    return seen.statement(
        question("kam", kams, "pk", "full_name", "team", "team__name"),
        question("manager", managers, "pk", "full_name", "", ""),
        question("template", templates, "pk", TEMPLATE, "", ""),
        question("place", places, "region", "line_of_business", "", ""),
    )


def facets(user: User) -> Facets:
    """The answers that occur among the transitions somebody sees, and no others; one query."""
    of = by_kind(_offered_to(user.role).rows(user.pk) if user.is_active else ())
    return Facets(
        kam=pairs(row[0:2] for row in of["kam"]),
        manager=pairs(row[0:2] for row in of["manager"]),
        team=pairs(row[2:4] for row in of["kam"]),
        template=pairs(row[0:2] for row in of["template"]),
        region=texts(row[0] for row in of["place"]),
        line=texts(row[1] for row in of["place"]),
    )
