"""Who sees which transition, for many people at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from accounts.people.choices import Role
from accounts.people.models import User
from transitions.plans.models import TeamMember, Transition


class Sight:
    """The rule of `plans.permissions.visible_transitions`, for many people; one query.

    A digest is written for hundreds of people together, and one condition for each would be
    hundreds of queries. A test holds both to the same answers.
    """

    def __init__(self, transitions: Iterable[Transition]) -> None:
        self.members: dict[int, set[int]] = defaultdict(set)
        self.leads: dict[int, set[int]] = defaultdict(set)
        rows = TeamMember.objects.filter(transition__in=[row.pk for row in transitions])
        for transition_id, person_id, lead_id in rows.values_list(
            "transition_id", "person_id", "person__team__lead_id"
        ):
            self.members[transition_id].add(person_id)
            self.leads[transition_id].add(lead_id)

    def sees(self, person: User, transition: Transition) -> bool:
        """Whether a person may see a transition, whose account, owner and team are loaded."""
        if not person.is_active:
            return False
        if person.role == Role.ADMINISTRATOR or person.pk in self.members[transition.pk]:
            return True
        account = transition.account
        if account.owner_id == person.pk:
            return True
        if person.role == Role.LEADER:
            return not account.is_confidential
        if person.role == Role.MANAGER:
            team = account.owner.team
            return person.pk in self.leads[transition.pk] or bool(
                team and team.lead_id == person.pk
            )
        return False
