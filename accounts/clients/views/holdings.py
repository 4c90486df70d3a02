"""What a person and a team look after: parts of their pages, and pages without a script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.clients import permissions
from accounts.clients.queries import holdings
from accounts.people.models import Team
from accounts.people.views.guards import person, visible_person
from config.lib.htmx import page_or_part


@require_safe
def person_accounts(request: HttpRequest, person_id: int) -> HttpResponse:
    user, whose = person(request), visible_person(request, person_id)
    says = request.GET.get("says", "")
    context = {
        "whose": whose,
        "held": holdings.of_person(whose, user),
        "sees_all": permissions.sees_every_account_of(user, whose),
        "says": says,
        "may_start": permissions.starts_transitions(user),
    }
    part = "number" if says == "number" else "part"
    return page_or_part(request, "accounts/clients/of_person.html", part, context)


@require_safe
def team_accounts(request: HttpRequest, team_id: int) -> HttpResponse:
    team = get_object_or_404(Team, pk=team_id)
    context = {"team": team, "held": holdings.of_team(team, person(request))}
    return page_or_part(request, "accounts/clients/of_team.html", "part", context)
