"""The permission rules of the product, told once more and on their own.

Nothing here asks the product. Whoever changes a permission changes it here, too, and reads
both sentences side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from accounts.people.choices import Role


class Relation(StrEnum):
    """What a person has to do with a thing, and whether its account is confidential."""

    OWN = "own"
    LET_IN = "let in"
    TEAM = "their team's"
    MANAGED = "managed by them"
    STRANGER = "a stranger's"
    SECRET_OWN = "own, confidential"
    SECRET_LET_IN = "let in, confidential"
    SECRET_TEAM = "their team's, confidential"
    SECRET_STRANGER = "a stranger's, confidential"


OWN = {Relation.OWN, Relation.SECRET_OWN}
LET_IN = {Relation.LET_IN, Relation.SECRET_LET_IN}
TEAM = {Relation.TEAM, Relation.SECRET_TEAM}
SECRET = {
    Relation.SECRET_OWN,
    Relation.SECRET_LET_IN,
    Relation.SECRET_TEAM,
    Relation.SECRET_STRANGER,
}

Audience = Callable[[Role, Relation], bool]
"""Whether somebody of a role may, with what stands in this relation to them."""


def everybody(role: Role, relation: Relation) -> bool:
    """Whoever is signed in."""
    return True


def nobody_at_all(role: Role, relation: Relation) -> bool:
    """What is switched off is there for no one."""
    return False


def only(*roles: Role) -> Audience:
    """People of these roles, whatever the thing is to them."""
    return lambda role, relation: role in roles


administrators = only(Role.ADMINISTRATOR)
managers = only(Role.ADMINISTRATOR, Role.MANAGER)
account_holders = only(Role.ADMINISTRATOR, Role.MANAGER, Role.KAM)
overseers = only(Role.ADMINISTRATOR, Role.MANAGER, Role.LEADER)
inviters = only(Role.ADMINISTRATOR, Role.HR)
sees_loads = only(Role.ADMINISTRATOR, Role.MANAGER, Role.HR, Role.LEADER)
reads_changes = only(Role.ADMINISTRATOR, Role.MANAGER, Role.HR)
writers = only(Role.ADMINISTRATOR, Role.MANAGER, Role.KAM, Role.HR)


def its_person(role: Role, relation: Relation) -> bool:
    """Whom it belongs to, and nobody else, whatever their role."""
    return relation in OWN


def writes_own(role: Role, relation: Relation) -> bool:
    """Whom it belongs to, unless they only read by now."""
    return relation in OWN and role != Role.LEADER


def its_person_or_administrators(role: Role, relation: Relation) -> bool:
    return relation in OWN or role == Role.ADMINISTRATOR


def plans_for_person(role: Role, relation: Relation) -> bool:
    """People themselves, whoever leads their team, HR and administrators."""
    if role in {Role.ADMINISTRATOR, Role.HR} or relation == Relation.OWN:
        return True
    return role == Role.MANAGER and relation == Relation.TEAM


def sees_import(role: Role, relation: Relation) -> bool:
    """Managers their own, and administrators everybody's."""
    return role == Role.ADMINISTRATOR or (role == Role.MANAGER and relation == Relation.OWN)


def sees_load_of_person(role: Role, relation: Relation) -> bool:
    """Everybody their own; all but key account managers everybody's."""
    return relation == Relation.OWN or role != Role.KAM


def sees_account(role: Role, relation: Relation) -> bool:
    """Administrators; its owner; who was let in; a manager their team's; leaders the open ones."""
    if role == Role.ADMINISTRATOR or relation in OWN | LET_IN:
        return True
    if role == Role.MANAGER:
        return relation in TEAM
    return role == Role.LEADER and relation not in SECRET


def changes_account(role: Role, relation: Relation) -> bool:
    """Administrators, its owner and the manager of its owner; leaders never."""
    if role in {Role.ADMINISTRATOR, Role.LEADER}:
        return role == Role.ADMINISTRATOR
    return relation in OWN or (role == Role.MANAGER and relation in TEAM)


def judges_account(role: Role, relation: Relation) -> bool:
    """Whoever changes it, and whoever was let in to work on its handover; leaders never."""
    return changes_account(role, relation) or (role != Role.LEADER and relation in LET_IN)


def sees_transition(role: Role, relation: Relation) -> bool:
    """As its account; and its manager, who is on the team."""
    return relation == Relation.MANAGED or sees_account(role, relation)


def manages_transition(role: Role, relation: Relation) -> bool:
    """Administrators, its manager, and a manager who leads a KAM of it, themselves included."""
    if role == Role.ADMINISTRATOR:
        return True
    return role == Role.MANAGER and relation in OWN | TEAM | {Relation.MANAGED}


def works_on_transition(role: Role, relation: Relation) -> bool:
    """Everybody on the team and whoever manages it; leaders never."""
    if role == Role.LEADER:
        return False
    return relation in OWN | LET_IN or manages_transition(role, relation)


def confirms_dossier(role: Role, relation: Relation) -> bool:
    """Who hands over, and nobody in their place as long as they can sign in."""
    return relation in OWN and role != Role.LEADER


def asks_in_dossier(role: Role, relation: Relation) -> bool:
    """Whoever manages the transition, but who hands over: they are asked."""
    return relation not in OWN and manages_transition(role, relation)


def answers_in_dossier(role: Role, relation: Relation) -> bool:
    """Who hands over, and whoever manages the transition."""
    return confirms_dossier(role, relation) or manages_transition(role, relation)


def makes_report(role: Role, relation: Relation) -> bool:
    """Whoever sees the transition, except those who only read."""
    return role != Role.LEADER and sees_transition(role, relation)
