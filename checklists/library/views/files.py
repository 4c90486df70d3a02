"""Templates as files: out of the site, and into it as drafts."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.library import permissions
from checklists.library.forms.importing import ImportForm
from checklists.library.operations import importing
from checklists.library.operations.importing import CannotKeep
from checklists.library.queries.importing import Import, look
from checklists.library.queries.stored import stored_plan
from checklists.library.rules.shipped import SHIPPED
from checklists.library.views.guards import visible_template, who

PAGE = "checklists/library/import.html"
SCHEMA = (SHIPPED / "template.schema.json").read_bytes()
READERS = "Managers and administrators import templates. Ask one of them; you can read them all."


@require_safe
def template_file(request: HttpRequest, template_id: int) -> HttpResponse:
    """A template as a file, to be kept, compared, or taken to another Changeover."""
    from checklists.library.rules import written_file  # noqa: PLC0415 - not to serve pages

    found = visible_template(request, template_id)
    schema = f"{settings.SITE_URL}{reverse('template_schema')}"
    return HttpResponse(
        written_file.write(stored_plan(found), schema=schema),
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{found.key}.yaml"',
            "Cache-Control": "private, no-store",
        },
    )


@login_not_required  # editors ask without a session; what it says is in the public repository
@cache_control(public=True, max_age=3600)
@require_safe
def template_schema(request: HttpRequest) -> HttpResponse:
    """What may stand in a template file, for editors; the address never changes."""
    return HttpResponse(SCHEMA, content_type="application/schema+json")


@require_http_methods(["GET", "HEAD", "POST"])
def template_import(request: HttpRequest) -> HttpResponse:
    """Shows what a file would make, and makes it when somebody has seen that."""
    if not permissions.can_edit(person(request)):
        raise PermissionDenied(READERS)
    if request.method != "POST":
        return page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid() or form.plan is None:
        return page(request, form, status=422)
    if request.POST.get("act") != "keep" or form.has_file:
        return page(request, form, look(form.plan))
    try:
        made = importing.keep(form.plan, seen=form.cleaned_data["seen"], who=who(request))
    except CannotKeep as refusal:
        return page(request, form, refusal.found, refused=str(refusal), status=409)
    messages.success(request, f"Version {made.version} of {made} is kept as a draft.")
    return redirect(made)


def page(
    request: HttpRequest,
    form: ImportForm,
    found: Import | None = None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "found": found, "refused": refused}
    return render(request, PAGE, context, status=status)
