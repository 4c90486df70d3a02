"""What the views of this room ask before they act."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.people.models import User
from accounts.people.views.guards import person
from transitions.batches import permissions


def needs_maker(request: HttpRequest) -> User:
    """Who looks, if they work on transitions; else 403."""
    user = person(request)
    if not permissions.may_make(user):
        raise PermissionDenied("You read here. Items are changed by those who work on them.")
    return user
