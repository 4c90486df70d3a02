"""Who may see and steer a transition, and who may work on its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from accounts.clients.permissions import starts_transitions
from accounts.people.choices import Role
from accounts.people.permissions import leads
from transitions.plans.choices import State, TeamRole

if TYPE_CHECKING:
    from accounts.clients.models import Account
    from accounts.people.models import User
    from transitions.plans.models import Transition


def visible_transitions(user: User, prefix: str = "") -> Q:
    """The transitions a person may see, as a condition on a transition or a row that has one.

    Those on whose team they are, and those whose account they may see for another reason than
    working on a transition of it: owner, team lead, leader, administrator.

    Args:
        user: who looks.
        prefix: the path from the row to its transition, such as "transition__".
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.role == Role.ADMINISTRATOR:
        return Q()
    members = apps.get_model("plans", "TeamMember").objects.order_by()
    every = apps.get_model("plans", "Transition").objects.order_by()
    own = [
        members.filter(person=user.pk).values("transition"),
        every.filter(account__owner=user.pk).values("pk"),
    ]
    if user.role == Role.MANAGER:
        own.append(members.filter(person__team__lead=user.pk).values("transition"))
        own.append(every.filter(account__owner__team__lead=user.pk).values("pk"))
    # Ids from indexes, put together: with conditions joined by OR every transition is looked at.
    sees = Q(**{f"{prefix}pk__among": own[0].union(*own[1:])})
    if user.role == Role.LEADER:
        # Confidential accounts are few, so their ids cost less than a join to every account.
        accounts = apps.get_model("clients", "Account").objects.order_by()
        kept_close = accounts.filter(is_confidential=True).values("pk")
        # A row without a transition has no account either, and stays hidden.
        has_one = Q(**{f"{prefix}account__isnull": False})
        sees |= has_one & ~Q(**{f"{prefix}account__in": kept_close})
    return sees


def may_manage(user: User, transition: Transition) -> bool:
    """Start, hold, resume, cancel, complete, move ownership, change the texts and the team.

    Its manager, a manager who leads one of the two KAMs, and administrators may; whoever is no
    manager any more may not.
    """
    if not user.is_active:
        return False
    if user.is_administrator:
        return True
    if not user.is_manager:
        return False
    if transition.manager_id == user.pk:
        return True
    return leads(user, transition.outgoing) or leads(user, transition.incoming)


def may_work(user: User, transition: Transition, *, on_team: bool) -> bool:
    """Tick items, add notes and files, write in the log.

    Everybody on the team may, and whoever may manage it, while it is active. `on_team` says
    whether the person is on the team; the caller has loaded it.
    """
    return transition.state == State.ACTIVE and takes_part(user, transition, on_team=on_team)


def takes_part(user: User, transition: Transition, *, on_team: bool) -> bool:
    """Whether a person works on a transition at all, whatever its state is now."""
    if not user.is_active or user.reads_only:
        return False
    return on_team or may_manage(user, transition)


TAKING_PART = set(Role) - {Role.LEADER}
HOLDERS = {
    TeamRole.INCOMING: {Role.KAM, Role.MANAGER},
    TeamRole.MANAGER: {Role.MANAGER, Role.ADMINISTRATOR},
}
"""Who may hold a role on a team; any other role is for everybody who takes part."""


def holders(role: TeamRole) -> Q:
    """The people who may hold a role on a team, as a condition on a person."""
    return Q(is_active=True, role__in=HOLDERS.get(role, TAKING_PART))


def may_hold(person: User, role: TeamRole) -> bool:
    """Whether a person may hold a role on a team, as `holders` says."""
    return person.is_active and person.role in HOLDERS.get(role, TAKING_PART)


def may_start(user: User) -> bool:
    """Managers and administrators start transitions; the page of an account asks the same."""
    return starts_transitions(user)


def may_start_for(user: User, account: Account) -> bool:
    """Whether a person may hand over an account: administrators any, managers their team's."""
    if not may_start(user):
        return False
    return user.is_administrator or account.owner_id == user.pk or leads(user, account.owner)
