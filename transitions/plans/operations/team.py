"""Who works on a transition, in which role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.runs.operations import items as checklist_items
from config.lib import words
from transitions.plans.choices import LogKind, TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import health, holders, log, reading
from transitions.plans.operations.locking import Refused, bump, lock
from transitions.plans.operations.starting import RESPONSIBILITIES

KAM_FIELDS = {
    TeamRole.OUTGOING: "outgoing",
    TeamRole.INCOMING: "incoming",
    TeamRole.MANAGER: "manager",
}


@dataclass(frozen=True, slots=True)
class Joining:
    """Who joins a team, and as what; `role_name` says what another role is called."""

    role: TeamRole
    person: User
    role_name: str = ""
    responsibilities: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Who holds a role from now on, and what they answer for.

    `seen` is the row's fingerprint when the page was opened; empty where nobody looked.
    """

    person: User
    responsibilities: str
    seen: str = ""


@transaction.atomic
def add(transition_id: int, joining: Joining, *, by: User, now: datetime) -> TeamMember:
    """Add somebody to the team and let them in to the account.

    Where nobody says what they answer for, it is what their role usually does.

    Raises:
        Refused: the role is taken, the person cannot hold it, or the transition is over.
    """
    transition = _lock_open(transition_id)
    role, person = joining.role, joining.person
    if role != TeamRole.OTHER and transition.team.filter(role=role).exists():
        raise Refused(f"Somebody is {role.label} already. Change that row instead.")
    holders.refuse(role, person, owns_on=transition.owns_on)
    member = TeamMember.objects.create(
        transition=transition,
        role=role,
        role_name=joining.role_name if role == TeamRole.OTHER else "",
        person=person,
        responsibilities=joining.responsibilities or RESPONSIBILITIES.get(role, ""),
    )
    reading.let_in(transition, by=by, now=now)
    moved = _give_items_to_new_holder(transition, role, person)
    _tell(transition, f"{person} joined as {member.role_label}", moved, by=by, now=now)
    return member


@transaction.atomic
def change(member_id: int, edit: Edit, *, by: User, now: datetime) -> TeamMember:
    """Give a role to another person, who takes over its open items.

    Raises:
        Refused: the row has changed since it was seen, or has vanished; the person cannot hold
            the role; ownership has moved; or the transition is over.
    """
    transition, member = _lock_member(member_id)
    former, person = member.person, edit.person
    if edit.seen and edit.seen != member.fingerprint:
        raise Refused(
            f"Somebody changed this row since you opened it: {former} is {member.role_label} now. "
            "Save again to replace that with what you see here."
        )
    if person != former:
        _refuse_person(transition, TeamRole(member.role), person)
    is_new = edit.responsibilities != member.responsibilities
    member.person, member.responsibilities = person, edit.responsibilities
    member.save(update_fields=["person", "responsibilities"])
    if person == former:
        if is_new:
            bump(transition)
            log.write(transition, LogKind.TEAM, _answers_for(member), by=by, at=now)
        return member
    moved = _move_items(transition, member.role, former, person)
    field = KAM_FIELDS.get(TeamRole(member.role))
    if field:
        setattr(transition, field, person)
        bump(transition, field)
        health.settle(transition, now=now)
    reading.let_in(transition, by=by, now=now)
    activity = f"{person} took over as {member.role_label} from {former}"
    _tell(transition, activity, moved, by=by, now=now)
    return member


@transaction.atomic
def remove(member_id: int, *, by: User, now: datetime) -> None:
    """Take somebody off the team; their open items go to the manager.

    Raises:
        Refused: a transition cannot be without the two KAMs and the manager, the row has
            vanished, or the transition is over.
    """
    transition, member = _lock_member(member_id)
    if member.role in KAM_FIELDS:
        raise Refused(f"A transition needs its {member.role_label}. Name somebody else instead.")
    member.delete()
    moved = _move_items(transition, member.role, member.person, transition.manager)
    reading.let_in(transition, by=by, now=now)
    _tell(transition, f"{member.person} left the team ({member.role_label})", moved, by=by, now=now)


def _lock_open(transition_id: int) -> Transition:
    transition = lock(transition_id)
    if transition.is_over:
        raise Refused("This transition is over. Its team stays as it was.")
    return transition


def _lock_member(member_id: int) -> tuple[Transition, TeamMember]:
    """Lock the transition first, then read its member: somebody else may just have changed it."""
    members = TeamMember.objects.filter(pk=member_id)
    transition_id = members.values_list("transition_id", flat=True).first()
    transition = _lock_open(transition_id) if transition_id else None
    member = members.select_related("person").first()
    if transition is None or member is None:
        raise Refused("This person has left the team already.")
    return transition, member


def _refuse_person(transition: Transition, role: TeamRole, person: User) -> None:
    if role == TeamRole.OUTGOING:
        raise Refused(
            f"{transition.outgoing} owns the account. Change its owner first, then start anew."
        )
    if role == TeamRole.INCOMING and transition.has_moved:
        raise Refused("Ownership has moved already. Start another transition instead.")
    if role == TeamRole.INCOMING and person.pk == transition.outgoing_id:
        raise Refused(f"{person.first_name} hands this account over. Choose someone else.")
    holders.refuse(role, person, owns_on=transition.owns_on)


def _give_items_to_new_holder(transition: Transition, role: TeamRole, person: User) -> int:
    if role not in ItemRole.values or not transition.checklist_id:
        return 0
    return checklist_items.hand_over(transition.checklist_id, role, transition.manager, person)


def _move_items(transition: Transition, role: str, former: User, holder: User) -> int:
    """Give away the open items of a role; all of them, once the former holder left the team."""
    if not transition.checklist_id:
        return 0
    if not transition.team.filter(person=former).exists():
        return checklist_items.hand_over_all(transition.checklist_id, former, holder)
    if role not in ItemRole.values:
        return 0
    return checklist_items.hand_over(transition.checklist_id, role, former, holder)


def _answers_for(member: TeamMember) -> str:
    return f"Changed what {member.person} answers for as {member.role_label}"


def _tell(transition: Transition, activity: str, moved: int, *, by: User, now: datetime) -> None:
    notes = f"{words.count(moved, 'open item')} went along." if moved else ""
    log.write(transition, LogKind.TEAM, activity, by=by, at=now, notes=notes)
