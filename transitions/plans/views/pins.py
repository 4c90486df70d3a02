"""Pinning a transition: from its page, and from the rows of the list."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.people.views.guards import person, safe_address
from config.lib.htmx import wants_part
from transitions.plans.models import Transition
from transitions.plans.operations import pins as pinning
from transitions.plans.queries import pins
from transitions.plans.views.answers import alert, told

PARTS = "transitions/plans/pin_parts.html"


@require_POST
@told
def pin(request: HttpRequest, transition_id: int) -> HttpResponse:
    """Pin or unpin, as the button says that was pressed; pressed twice, it is done once."""
    user = person(request)
    visible = Transition.objects.visible_to(user).select_related("account")
    found = get_object_or_404(visible, pk=transition_id)
    wanted = request.POST.get("pinned", "")
    if wanted not in {"0", "1"}:
        return _refused(request, found, "Say whether it is to be pinned: press the button again.")
    if wanted == "0":
        pinning.unpin(found, by=user)
        return _done(request, found, f"{found.account.name} is no longer pinned.")
    try:
        pinning.pin(found, by=user, now=timezone.now())
    except pinning.CannotPin as why:
        return _refused(request, found, str(why))
    return _done(request, found, f"{found.account.name} is pinned. You find it in the sidebar.")


def _done(request: HttpRequest, found: Transition, said: str) -> HttpResponse:
    if not wants_part(request):
        messages.success(request, said)
        return _back(request, found)
    user = person(request)
    pinned = pins.of(user)
    context = {
        "transition": found,
        "is_pinned": any(one.pk == found.pk for one in pinned),
        "pinned": pinned,
        "here": urlsplit(request.headers.get("HX-Current-URL", "")).path,
        "said": said,
    }
    return render(request, PARTS, context)


def _refused(request: HttpRequest, found: Transition, why: str) -> HttpResponse:
    if wants_part(request):
        return alert(request, why, 422)
    messages.error(request, why)
    return _back(request, found)


def _back(request: HttpRequest, found: Transition) -> HttpResponse:
    """The page on which the button was; the transition, where none is told."""
    return redirect(safe_address(request, request.POST.get("next") or found.get_absolute_url()))
