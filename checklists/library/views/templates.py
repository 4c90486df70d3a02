from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.library import permissions
from checklists.library.choices import TemplateState
from checklists.library.forms.gates import GatesForm
from checklists.library.models import Template
from checklists.library.operations.gates import FROZEN, CannotSet
from checklists.library.queries.preview import preview
from checklists.library.queries.shelf import shelf, shown
from config.lib import export
from config.lib.forms import posted
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, Reads, sheet_of

COLUMNS: Reads = (
    ("Template", lambda template: template.name),
    ("Version", lambda template: template.version),
    ("State", lambda template: template.get_state_display()),
    ("Working days", lambda template: template.days),
    ("Items", lambda template: template.item_count),
    ("Origin", lambda template: template.get_origin_display()),
    ("Summary", lambda template: template.summary),
)
FILE = Listing("templates", "Templates", COLUMNS, "Template")


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    search = searched(request)
    page = Paginator(shelf(search), 50).get_page(request.GET.get("page"))
    may_edit = permissions.can_edit(person(request))
    context = {"page": page, "search": search, "may_edit": may_edit}
    return page_or_part(request, "checklists/library/templates.html", "found", context)


@require_safe
def templates_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    by, now, search = person(request).full_name, timezone.now(), searched(request)
    told = [f"Search: {search}"] if search else []
    wanted = sheet_of(FILE, shown(search), None, by=by, now=now, told=told)
    return export.answer(request, kind, wanted, timezone.localdate())


def searched(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()


@require_safe
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    user = person(request)
    shown = get_object_or_404(Template, pk=template_id)
    may_start = permissions.can_start_from(user) and shown.state == TemplateState.PUBLISHED
    return render(
        request,
        "checklists/library/template.html",
        {
            "template": shown,
            "preview": preview(shown),
            "may_start": may_start,
            "may_set_gates": permissions.can_set_gates(user) and shown.state == TemplateState.DRAFT,
        },
    )


@require_http_methods(["GET", "POST"])
def gates(request: HttpRequest, template_id: int) -> HttpResponse:
    """What the gates of a draft ask for beside required items."""
    found = get_object_or_404(Template, pk=template_id)
    if not permissions.can_set_gates(person(request)):
        raise PermissionDenied("Only managers and administrators change templates.")
    if request.method == "GET" and found.state != TemplateState.DRAFT:
        messages.warning(request, FROZEN)
        return redirect(found)
    form, status = GatesForm(found, posted(request)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                form.act()
            except CannotSet as refusal:
                status = 409
                form.add_error(None, str(refusal))
                form.renew()
            else:
                messages.success(request, "Saved the gates.")
                return redirect(found)
    shown = {
        "template": found,
        "form": form,
        "is_stale": status == 409 and found.state == TemplateState.DRAFT,
        "is_refused": found.state != TemplateState.DRAFT,
    }
    return render(request, "checklists/library/gates.html", shown, status=status)
