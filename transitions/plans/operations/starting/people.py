"""Who takes part in a transition from its first day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from accounts.people.models import User
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import holders, reading
from transitions.plans.operations.guests import guests
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.starting.answers import NewTransition

RESPONSIBILITIES = {
    TeamRole.OUTGOING: "Hands over contacts, knowledge and promises, and introduces the successor.",
    TeamRole.INCOMING: "Takes over the knowledge, meets the client and owns the account "
    "from the day ownership moves.",
    TeamRole.MANAGER: "Decides on dates and people, removes obstacles and answers for the result.",
    TeamRole.HR: "Takes care of the formal side of the change.",
    TeamRole.BACKUP: "Stands in when one of the two KAMs is away.",
}


def refuse_people(new: NewTransition, *, owner_id: int) -> None:
    """Say who of these people cannot take that part in a handover by an owner.

    Raises:
        Refused: the incoming KAM owns the account already, or somebody cannot hold their role.
    """
    if owner_id == new.incoming.pk:
        raise Refused(f"{new.incoming.first_name} owns this account already. Choose someone else.")
    people = {
        TeamRole.INCOMING: new.incoming,
        TeamRole.MANAGER: new.manager,
        TeamRole.HR: new.hr,
        TeamRole.BACKUP: new.backup,
    }
    for role, person in people.items():
        if person:
            holders.refuse(role, person, owns_on=new.owns_on)


def add_team(
    transition: Transition, others: Mapping[TeamRole, User | None], *, by: User, now: datetime
) -> None:
    """Give every role its person, and all of them the account to see."""
    people = {
        TeamRole.OUTGOING: transition.outgoing,
        TeamRole.INCOMING: transition.incoming,
        TeamRole.MANAGER: transition.manager,
        **{role: person for role, person in others.items() if person},
    }
    TeamMember.objects.bulk_create(
        TeamMember(
            transition=transition, role=role, person=person, responsibilities=RESPONSIBILITIES[role]
        )
        for role, person in people.items()
    )
    reading.let_in_beside(transition.account_id, guests(people.items()), by=by, now=now)
