"""Transitions for many people at once, and who of them sees which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from accounts.clients.models import Access
from accounts.people.choices import Role
from accounts.people.models import User
from config.lib.aggregates import Joined
from transitions.plans.models import TeamMember, Transition


def _text(name: str) -> Cast:
    return Cast(name, CharField())


def members_of(transition: str) -> Subquery:
    """The team of a transition as “7:3,9:”, each person with the lead of their team.

    Args:
        transition: the path from the rows that are asked for to their transition.
    """
    team = TeamMember.objects.filter(transition=OuterRef(transition))
    return _with_leads(team, "transition")


def guests_of(account: str, today: date) -> Subquery:
    """Who is let in to an account today, in the same way: who worked on a transition of it may see
    that for longer.

    Args:
        account: the path from the rows that are asked for to their account.
        today: the day on which the rows are told.
    """
    return _with_leads(Access.objects.lasting(today).filter(account=OuterRef(account)), "account")


def _with_leads(people: QuerySet[Any], of: str) -> Subquery:
    """Rows that have a `person` in one text, for each of what they are `of`."""
    named = Concat(_text("person"), Value(":"), _text("person__team__lead"))
    return Subquery(people.order_by().values(of).annotate(all=Joined(named)).values("all"))


@dataclass(frozen=True, slots=True)
class Place:
    """What decides who sees a transition, as plain values."""

    pk: int
    owner_id: int
    lead_id: int | None
    is_confidential: bool

    @classmethod
    def of(cls, transition: Transition) -> Place:
        """That of a transition whose account, owner and team are loaded."""
        account = transition.account
        lead_id = account.owner.team.lead_id if account.owner.team else None
        return cls(transition.pk, account.owner_id, lead_id, account.is_confidential)


class Sight:
    """The rule of `plans.permissions.visible_transitions`, for many people; no query. With who is
    let in to its account in place of the team it is that of `clients.permissions.visible_accounts`.

    A digest is written for hundreds of people together, and one condition for each would be
    hundreds of queries. A test holds both to the same answers.
    """

    def __init__(self, teams: Mapping[int, str]) -> None:
        self.members: dict[int, set[int]] = defaultdict(set)
        self.leads: dict[int, set[int]] = defaultdict(set)
        for transition_id, team in teams.items():
            for member in team.split(","):
                person_id, _, lead_id = member.partition(":")
                self.members[transition_id].add(int(person_id))
                if lead_id:
                    self.leads[transition_id].add(int(lead_id))

    def sees(self, person: User, place: Place) -> bool:
        """Whether a person may see a transition."""
        if not person.is_active:
            return False
        if person.role == Role.ADMINISTRATOR or person.pk in self.members[place.pk]:
            return True
        if place.owner_id == person.pk:
            return True
        if person.role == Role.LEADER:
            return not place.is_confidential
        if person.role == Role.MANAGER:
            return person.pk in self.leads[place.pk] or person.pk == place.lead_id
        return False


def load(checklists: Collection[int]) -> tuple[dict[int, Transition], Sight]:
    """Transitions by checklist, with what health asks for, and who sees them; one query."""
    found = (
        Transition.objects.filter(checklist__in=checklists)
        .select_related("account__owner__team", "outgoing", "incoming", "checklist")
        .annotate(members=members_of("pk"))
        .order_by()
    )
    teams = {row.pk: vars(row)["members"] for row in found}
    sight = Sight({transition_id: team for transition_id, team in teams.items() if team})
    return {row.checklist_id: row for row in found if row.checklist_id is not None}, sight
