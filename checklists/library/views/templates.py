from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from checklists.library import permissions
from checklists.library.choices import TemplateState
from checklists.library.filters import FILE, TemplateFilter
from checklists.library.queries.preview import preview
from checklists.library.queries.shelf import register
from checklists.library.queries.versions import past
from checklists.library.views.guards import visible_template
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    found, may_edit = asked(request), permissions.can_edit(person(request))
    page = found.page(request.GET.get("page"))
    context = {"filter": found, "page": page, "may_edit": may_edit}
    return page_or_part(request, "checklists/library/templates.html", "found", context)


@require_safe
def templates_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    found, by, now = asked(request), person(request).full_name, timezone.now()
    file = Listing("templates", "Templates", FILE, found.order)
    wanted = sheet_of(file, found.found, found, by=by, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


def asked(request: HttpRequest) -> TemplateFilter:
    """Of the templates somebody may see those that the address asks for."""
    given = request.GET.copy()
    given["q"] = given.get("q", "").replace("\x00", "")
    return TemplateFilter(given, register(person(request)))


@require_safe
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    user, shown = person(request), visible_template(request, template_id)
    context = {
        "template": shown,
        "preview": preview(shown),
        "past": past(shown, user),
        "may_start": permissions.can_start_from(user) and shown.state == TemplateState.PUBLISHED,
        "may_edit": permissions.can_edit(user),
    }
    return render(request, "checklists/library/template.html", context)
