"""Everybody who works here."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.people import permissions
from accounts.people.choices import ListName
from accounts.people.filters.people import PeopleFilter, PlannedPeopleFilter
from accounts.people.queries import register, saved_views
from accounts.people.views.guards import person
from config.lib.lists import list_page


def page(
    request: HttpRequest, planned: type[PlannedPeopleFilter] = PlannedPeopleFilter
) -> HttpResponse:
    """The list as a page; `planned` is the list of those who see what others carry."""
    user, found = person(request), asked(request, planned)
    context = {
        "found": found,
        "views": saved_views.shown(user, ListName.PEOPLE, found.query, request.GET.get("view")),
        "counts_more": permissions.loads_count_more(user),
        "reads_changes": permissions.reads_many_changes(user),
        "may_invite": bool(permissions.roles_to_give(user)),
    }
    return list_page(request, "accounts/people/people.html", context)


def asked(
    request: HttpRequest, planned: type[PlannedPeopleFilter] = PlannedPeopleFilter
) -> PeopleFilter:
    """Of the people somebody may see those that the address asks for.

    `planned` is the list of those who see what others carry.
    """
    user = person(request)
    kind = planned if permissions.sees_loads(user) else PeopleFilter
    return kind(
        request.GET,
        register.register(user),
        offered=partial(register.facets, user),
        today=timezone.localdate(),
        sees_deactivated=permissions.sees_deactivated(user),
    )
