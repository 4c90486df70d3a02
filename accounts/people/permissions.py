"""Who may see, change, invite and deactivate people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.people.choices import Role

if TYPE_CHECKING:
    from accounts.people.models import User

INVITED_BY_HR = (Role.KAM, Role.HR, Role.LEADER)


def visible_people(user: User) -> Q:
    """The people somebody may see, as a condition on a person.

    Everybody sees everybody who is active. Those who were deactivated are seen by
    administrators, HR and whoever leads their team.
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.role in {Role.ADMINISTRATOR, Role.HR}:
        return Q()
    return Q(is_active=True) | Q(team__lead=user)


def sees_deactivated(user: User) -> bool:
    """Whether a person can ask for those who were deactivated; they find those they may see."""
    return user.is_active and user.role in {Role.MANAGER, Role.HR, Role.ADMINISTRATOR}


def sees_loads(user: User) -> bool:
    """Whether a person sees how much others carry: everybody but key account managers.

    A load is a sum that names no account, so it counts those that who looks may not see, too.
    """
    return user.is_active and user.role != Role.KAM


def loads_count_more(user: User) -> bool:
    """Whether the loads that a person sees may count accounts they do not see."""
    return sees_loads(user) and not user.is_administrator


def sees_load_of(user: User, person: User) -> bool:
    """Everybody sees their own load."""
    return user.pk == person.pk or sees_loads(user)


def leads(user: User, person: User) -> bool:
    """Whether a person leads the team of another, as its manager.

    Who is no manager any more may still stand as the lead of a team, and leads nobody.
    """
    return user.is_manager and person.team is not None and person.team.lead_id == user.pk


def plans_for(user: User, person: User) -> bool:
    """Whether a person looks after another's capacity, absences and last working day.

    Whoever leads their team, HR and administrators do.
    """
    if not user.is_active:
        return False
    return leads(user, person) or user.role in {Role.HR, Role.ADMINISTRATOR}


def may_edit(user: User, person: User) -> bool:
    """People change what is theirs; whoever plans for them may, too."""
    return user.is_active and (user.pk == person.pk or plans_for(user, person))


def sees_why_away(user: User, person: User) -> bool:
    """Whether a person reads the kind of an absence; everybody else reads “away”."""
    return may_edit(user, person)


def sees_changes_of(user: User, person: User) -> bool:
    """Whether somebody reads what was changed about a person: the person, whoever leads their team,
    HR and administrators do.
    """
    return may_edit(user, person)


def reads_many_changes(user: User) -> bool:
    """Whether somebody reads the changes of others, and so has a page with all that they may read:
    managers, HR and administrators.
    """
    return user.is_active and user.role in {Role.MANAGER, Role.HR, Role.ADMINISTRATOR}


def looks_after_site(user: User) -> bool:
    """Roles, teams, addresses and who can sign in are for administrators."""
    return user.is_active and user.is_administrator


def roles_to_give(user: User) -> tuple[Role, ...]:
    """The roles in which a person may invite others; none for most people."""
    if not user.is_active:
        return ()
    if user.is_administrator:
        return tuple(Role)
    return INVITED_BY_HR if user.role == Role.HR else ()


def visible_invitations(user: User) -> Q:
    """The invitations somebody may see and steer: in the roles that they may give."""
    return Q(role__in=roles_to_give(user))
