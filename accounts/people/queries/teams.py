"""Teams, who leads them and who is in them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.people.choices import Role
from accounts.people.models import Team, User, UserQuerySet


def register(user: User) -> QuerySet[Team]:
    """Every team with its lead and the number of active people in it; one query.

    `sees_lead` says whether somebody may see the page of its lead.
    """
    sees_lead = Exists(User.objects.visible_to(user).filter(pk=OuterRef("lead")))
    active = Count("people", filter=Q(people__is_active=True))
    found = Team.objects.select_related("lead").annotate(size=active, sees_lead=sees_lead)
    return found.order_by("name")


def people_of(team: Team, user: User) -> UserQuerySet:
    """Who works in a team, by name; last those who no longer do, while accounts are theirs.

    Who was deactivated is only there for those who may see them.
    """
    holds = Q(is_active=True) | Q(owned_accounts__isnull=False)
    found = User.objects.visible_to(user).filter(holds, team=team).distinct()
    return found.order_by("-is_active", "full_name")


def possible_leads(team: Team | None) -> UserQuerySet:
    """Who can lead a team: managers; who leads it now always stays possible."""
    leads = User.objects.active().filter(role=Role.MANAGER)
    if team and team.lead_id:
        leads = leads | User.objects.filter(pk=team.lead_id)
    return leads.order_by("full_name")


def is_name_taken(name: str, *, besides: Team | None) -> bool:
    """Whether another team has this name, in any case."""
    others = Team.objects.exclude(pk=besides.pk) if besides else Team.objects.all()
    return others.filter(name__iexact=name).exists()
