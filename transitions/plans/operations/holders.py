"""Who may hold which role on a team."""

from __future__ import annotations

from datetime import date

from accounts.people.models import User
from config.lib import words
from transitions.plans import permissions
from transitions.plans.choices import TeamRole
from transitions.plans.operations.locking import Refused


def refuse(role: TeamRole, person: User, *, owns_on: date) -> None:
    """Say why a person cannot hold a role; `owns_on` is the day on which ownership moves.

    Raises:
        Refused: they cannot sign in, only read, have another kind of role here, or leave too soon.
    """
    if not person.is_active:
        raise Refused(f"{person} can no longer sign in. Choose someone else.")
    if person.reads_only:
        raise Refused(f"{person} only reads here. Choose someone who can take part.")
    if not permissions.may_hold(person, role):
        what = "take over accounts" if role == TeamRole.INCOMING else "manage a transition"
        raise Refused(f"{person} cannot {what}. Choose someone else.")
    if role == TeamRole.INCOMING and person.leaves_by(owns_on):
        raise Refused(
            f"{person.first_name} leaves on {words.day(person.last_day_on)}, before ownership "
            "moves. Choose someone else."
        )
