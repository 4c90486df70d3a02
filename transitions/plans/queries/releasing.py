"""Who releases the move of ownership: never who takes over, as long as somebody else can."""

from __future__ import annotations

from django.db.models import Q

from accounts.people.choices import Role
from accounts.people.models import User, UserQuerySet
from config.lib import words
from transitions.plans.models import Transition

NAMED = 3
"""So many managers are named; an administrator always can."""


def others(transition: Transition) -> UserQuerySet:
    """Who manages a transition beside who takes over, as `permissions.may_manage` says."""
    teams = (transition.outgoing.team_id, transition.incoming.team_id)
    manages = Q(pk=transition.manager_id) | Q(leads_teams__in=[pk for pk in teams if pk])
    can = Q(role=Role.ADMINISTRATOR) | Q(manages, role=Role.MANAGER)
    found = User.objects.filter(can, is_active=True).exclude(pk=transition.incoming_id)
    return found.order_by("full_name", "pk").distinct()


def releases_by_moving(transition: Transition, by: User | None) -> bool:
    """Whether somebody who moves ownership by hand releases it by that: not their own."""
    return by is not None and by.pk != transition.incoming_id


def who_else(transition: Transition) -> str:
    """Who releases it where who takes over manages it, in a sentence to them; two queries."""
    found = others(transition)
    managers = [str(one) for one in found.filter(role=Role.MANAGER)[:NAMED]]
    if found.filter(role=Role.ADMINISTRATOR).exists():
        managers.append("an administrator")
    start = f"You take over {transition.account}"
    if not managers:
        return f"{start}, and nobody else can release the move. Move ownership and say why."
    return f"{start}, so somebody else releases the move: {words.listing(managers, 'or')}."
