from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.people.views.guards import person
from checklists.library import permissions
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations.holding import Who
from checklists.library.queries import editing

READERS = "Managers and administrators shape templates. You can read them."


def visible_template(request: HttpRequest, template_id: int) -> Template:
    """A template, or 404 for who may not see it."""
    return get_object_or_404(Template.objects.visible_to(person(request)), pk=template_id)


def editable_template(request: HttpRequest, template_id: int) -> Template:
    """A template, or 403 for who may read but not edit it."""
    template = visible_template(request, template_id)
    needs_editor(request)
    return template


def needs_editor(request: HttpRequest) -> None:
    """Go on for who shapes templates; else 403."""
    if not permissions.can_edit(person(request)):
        raise PermissionDenied(READERS)


def phase_in(template: Template, phase_id: int) -> TemplatePhase:
    """A phase of a template, or 404."""
    phase = editing.phase_of(template, phase_id)
    if phase is None:
        raise Http404
    return phase


def item_in(template: Template, item_id: int) -> TemplateItem:
    """An item of a template, or 404."""
    item = editing.item_of(template, item_id)
    if item is None:
        raise Http404
    return item


def who(request: HttpRequest, request_key: object = None) -> Who:
    """Who acts, now, with the key of their form where it adds something."""
    return Who(person(request), timezone.now(), request_key)  # type: ignore[arg-type]
