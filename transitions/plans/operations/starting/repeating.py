"""A form that is sent again makes nothing twice."""

from __future__ import annotations

from accounts.people.models import User
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.starting.answers import NewTransition

ANSWERS = (
    "account",
    "incoming",
    "manager",
    "reason",
    "client_reason",
    "template",
    "calendar",
    "starts_on",
    "owns_on",
    "ends_on",
    "follows",
    "left_behind",
)
"""What `NewTransition` and a transition call by the same name."""
RELATED = ("account", "incoming", "manager", "template", "calendar", "follows")


class SentBefore(Refused):
    """The opened form was sent for something else; `existing` is what the same person made."""

    def __init__(self, existing: Transition | None) -> None:
        super().__init__("This form was sent before. Send it again to make another transition.")
        self.existing = existing


def made_before(new: NewTransition, by: User) -> Transition | None:
    """What the same person made with the same form and the same answers."""
    existing = Transition.objects.select_related(*RELATED).filter(request_key=new.request_key)
    if not existing:
        return None
    if existing[0].prepared_by_id != by.pk:
        raise SentBefore(None)
    if existing[0].is_over or not _says(existing[0], new):
        raise SentBefore(existing[0])
    return existing[0]


def _says(transition: Transition, new: NewTransition) -> bool:
    """Whether a transition is what these answers would make."""
    others = {TeamRole.HR: new.hr, TeamRole.BACKUP: new.backup}
    wanted = {role.value: person.pk for role, person in others.items() if person}
    team = transition.team.filter(role__in=others).values_list("role", "person")
    return dict(team) == wanted and all(
        getattr(transition, name) == getattr(new, name) for name in ANSWERS
    )
