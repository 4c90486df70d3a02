"""What the views of a transition share: loading it, and saying no in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.people.views.guards import person
from config.lib.htmx import wants_part
from transitions.plans import permissions
from transitions.plans.models import Transition
from transitions.plans.operations.items import ReadsOnly, Who
from transitions.plans.queries import header, reach
from transitions.plans.queries.ticked import Seen

MANAGES_NOT = "Only the manager of this transition can do that."
VANISHED = "This is not here any more. Somebody may have removed it, or taken you off the team."


def who(request: HttpRequest) -> Who:
    return Who(by=person(request), now=timezone.now())


def seen(request: HttpRequest) -> Seen:
    return Seen(person(request), timezone.localdate(), timezone.now())


def load(request: HttpRequest, transition_id: int) -> Transition:
    """A transition that the reader may see, or 404."""
    try:
        return header.load(person(request), transition_id)
    except Transition.DoesNotExist as error:
        raise Http404 from error


def worked_on(request: HttpRequest, **which: int) -> Transition:
    """A transition the person works on; 404 for strangers, 403 for those who only read.

    It has what permissions ask for, and no more: a tick needs nothing else of it.
    """
    try:
        found, on_team = reach.find(person(request), **which)
    except Transition.DoesNotExist as error:
        raise Http404 from error
    if not permissions.takes_part(person(request), found, on_team=on_team):
        raise ReadsOnly
    return found


def writable(request: HttpRequest, transition_id: int) -> Transition:
    """The same with all that a page of it shows."""
    return load(request, worked_on(request, pk=transition_id).pk)


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page, and not the browser for a whole one."""
    return wants_part(request)


def alert(request: HttpRequest, sentence: str, status: int, *, link: str = "") -> HttpResponse:
    """A sentence at the top of the page the reader is on; the rest of the page stays."""
    context = {"sentence": sentence, "link": link}
    return render(request, "transitions/plans/alert.html", context, status=status)


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers htmx with a sentence where the browser would get a page saying 403 or 404."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as error:
            if not wants_part(request):
                raise
            return alert(request, str(error) or str(ReadsOnly()), 403)
        except Http404:
            if not wants_part(request):
                raise
            return alert(request, VANISHED, 404)

    return inner
