"""People in lists, with what they carry for those who see it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views import register, teams
from accounts.people.views.guards import person
from config.lib import export
from config.lib.lists import sheet
from transitions.plans.filters.people import (
    LoadedPeopleFile,
    LoadedPeopleFilter,
    loaded_rows,
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return register.page(request, LoadedPeopleFilter)


@require_safe
def people_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    by, now = person(request).full_name, timezone.now()
    found = register.asked(request, LoadedPeopleFile)
    wanted = sheet(found, "people", "People", by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


@require_safe
def team_of_people(request: HttpRequest, team_id: int) -> HttpResponse:
    return teams.page(request, team_id, loaded_rows)
