"""Which other running transitions have items on the days on which somebody will be away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans import permissions
from transitions.plans.models import Transition
from transitions.replanning.queries.answers import Away


@dataclass(frozen=True, slots=True)
class Touched:
    """A transition that an absence meets; `is_managed` by who looks, who can plan it anew then."""

    transition: Transition
    is_managed: bool


def touched(user: User, away: Sequence[Away], *, besides: Transition) -> tuple[Touched, ...]:
    """Those that a person sees; one query, none where nobody will be away."""
    if not away:
        return ()
    meets = Q()
    for one in away:
        is_theirs = Q(assignee=one.person) | Q(helper=one.person)
        meets |= is_theirs & Q(due_on__gte=one.first, due_on__lte=one.last)
    items = Item.objects.open().filter(meets).order_by().values("checklist")
    found = (
        Transition.objects.visible_to(user)
        .running()
        .filter(checklist__in=items)
        .exclude(pk=besides.pk)
        .select_related("account", "outgoing__team", "incoming__team")
        .order_by("account__name", "pk")
    )
    return tuple(Touched(one, permissions.may_manage(user, one)) for one in found)
