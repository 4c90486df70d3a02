from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from accounts.people.views.register import asked
from config.lib import export
from config.lib.lists import sheet
from transitions.plans.filters.people import LoadedPeopleFilter


@require_safe
def people_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list of people as a file, with the loads for those who see them."""
    by, now = person(request).full_name, timezone.now()
    wanted = sheet(asked(request, LoadedPeopleFilter), "people", "People", by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())
