"""The team of a transition with what each person still has to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries.faces import Face, Sides
from transitions.plans.queries.header import Header

FIXED = {TeamRole.OUTGOING, TeamRole.INCOMING, TeamRole.MANAGER}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the team table."""

    pk: int
    face: Face
    name: str
    position: str
    email: str
    phone: str
    role: str
    responsibilities: str
    open_items: int
    overdue_items: int
    may_remove: bool
    is_active: bool


def members(header: Header, user: User, today: date) -> tuple[MemberRow, ...]:
    """The team, in the order in which its roles were given; two queries.

    Once a transition is over nothing is overdue any more.
    """
    transition = header.transition
    sides = Sides(transition.outgoing_id, transition.incoming_id, user.pk)
    open_of: Counter[int] = Counter()
    late_of: Counter[int] = Counter()
    items = Item.objects.filter(checklist=transition.checklist_id).open()
    for assignee, helper, due_on in items.values_list("assignee", "helper", "due_on"):
        for person in {assignee, helper} - {None}:
            open_of[person] += 1
            late_of[person] += due_on < today and not transition.is_over
    return tuple(_row(member, sides, open_of, late_of) for member in header.team)


def _row(
    member: TeamMember, sides: Sides, open_of: Counter[int], late_of: Counter[int]
) -> MemberRow:
    person = member.person
    return MemberRow(
        pk=member.pk,
        face=sides.face(person.pk, person.full_name),
        name=person.full_name,
        position=person.position,
        email=person.email,
        phone=person.phone,
        role=member.role_label,
        responsibilities=member.responsibilities,
        open_items=open_of[person.pk],
        overdue_items=late_of[person.pk],
        may_remove=member.role not in FIXED,
        is_active=person.is_active,
    )


def open_items_of(transition: Transition, person: User) -> int:
    """How many open items a person has on a transition; one query."""
    items = Item.objects.filter(checklist=transition.checklist_id).open().of(person)
    return items.count() if transition.checklist_id else 0
