from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from checklists.library import permissions
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.library.queries.preview import preview
from checklists.library.queries.shelf import shelf
from config.lib.htmx import page_or_part


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").replace("\x00", "").strip()
    page = Paginator(shelf(search), 50).get_page(request.GET.get("page"))
    context = {"page": page, "search": search}
    return page_or_part(request, "checklists/library/templates.html", "found", context)


@require_safe
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    user = person(request)
    shown = get_object_or_404(Template, pk=template_id)
    may_start = permissions.can_start_from(user) and shown.state == TemplateState.PUBLISHED
    return render(
        request,
        "checklists/library/template.html",
        {"template": shown, "preview": preview(shown), "may_start": may_start},
    )
