from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.exchange import permissions
from accounts.exchange.models import Import
from accounts.people.models import User
from accounts.people.views.guards import person

WHO = "Managers and administrators bring files in. Ask one of them."


def reader(request: HttpRequest) -> User:
    """Who looks, if they bring files in; for others there is no such page."""
    user = person(request)
    if not permissions.may_import(user):
        raise Http404
    return user


def importer(request: HttpRequest) -> User:
    """Who sends a file, or 403."""
    user = person(request)
    if not permissions.may_import(user):
        raise PermissionDenied(WHO)
    return user


def visible_import(request: HttpRequest, import_id: int) -> Import:
    """The import, or 404 for who may not see it."""
    rows = Import.objects.visible_to(person(request)).select_related("by")
    return get_object_or_404(rows, pk=import_id)
