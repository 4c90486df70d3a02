"""What people and teams have to do with transitions: parts of their pages in a lower room.

Each is a page of its own, too.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.clients.permissions import sees_every_account_of
from accounts.people.models import Team
from accounts.people.permissions import looks_after_site, sees_load_of
from accounts.people.views.guards import person, visible_person
from config.lib.htmx import page_or_part
from transitions.plans.queries import of_people


@require_safe
def person_transitions(request: HttpRequest, person_id: int) -> HttpResponse:
    whose, today = visible_person(request, person_id), timezone.localdate()
    found = of_people.of_person(whose, person(request), today)
    context = {"whose": whose, "found": found, "today": today}
    return page_or_part(request, "transitions/plans/of_person.html", "part", context)


@require_safe
def person_load(request: HttpRequest, person_id: int) -> HttpResponse:
    """Loads of others are for all but key account managers; for these there is no such page."""
    whose = visible_person(request, person_id)
    if not sees_load_of(person(request), whose):
        raise Http404
    carried = of_people.person_load(whose)
    context = {
        "whose": whose,
        "load": carried.load,
        "is_planned": carried.is_planned,
        "sees_all": sees_every_account_of(person(request), whose),
    }
    return page_or_part(request, "transitions/plans/load_of_person.html", "part", context)


@require_safe
def person_held(request: HttpRequest, person_id: int) -> HttpResponse:
    """What somebody still holds, for administrators, who need it before they deactivate them."""
    user, whose = person(request), visible_person(request, person_id)
    if not looks_after_site(user):
        raise Http404
    today = timezone.localdate()
    context = {"whose": whose, "held": of_people.held(whose, user, today), "today": today}
    part = "number" if request.GET.get("says") == "number" else "part"
    return page_or_part(request, "transitions/plans/held_by_person.html", part, context)


@require_safe
def team_transitions(request: HttpRequest, team_id: int) -> HttpResponse:
    team, today = get_object_or_404(Team, pk=team_id), timezone.localdate()
    found = of_people.of_team(team, person(request), today)
    context = {"team": team, "found": found, "today": today}
    return page_or_part(request, "transitions/plans/of_team.html", "part", context)
