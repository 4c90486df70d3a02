"""An administrator lets somebody in again who has lost their second factor."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.people.models import User
from accounts.people.operations import second_factors as operations
from accounts.people.operations.security import Seen
from accounts.people.queries import second_factors
from accounts.people.views.guards import person
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge


@require_http_methods(["GET", "HEAD", "POST"])
def factors_of(request: HttpRequest, person_id: int) -> HttpResponse:
    user = person(request)
    if not user.is_administrator:
        raise Http404
    whose = get_object_or_404(User, pk=person_id)
    if request.method != "POST":
        context = {
            "whose": whose,
            "factors": second_factors.of(whose),
            "is_tied": second_factors.is_tied(whose),
        }
        return render(request, "accounts/people/factors_of.html", context)
    removed = operations.remove_all(whose, by=user, now=timezone.now(), seen=Seen.of(request))
    if removed:
        nudge(DELIVERY)
        messages.success(request, f"{whose} is signed out everywhere and can come in again.")
    else:
        messages.info(request, f"{whose} had no second factor.")
    return redirect("factors_of", whose.pk)
