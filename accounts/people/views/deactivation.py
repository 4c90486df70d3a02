"""Somebody can no longer sign in, or can again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people.forms.deactivation import DeactivationForm
from accounts.people.operations import access
from accounts.people.operations.security import Seen
from accounts.people.queries import person as known
from accounts.people.views.guards import needs_administrator, visible_person

PAGE = "accounts/people/deactivate.html"


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    user, leaving = needs_administrator(request), visible_person(request, person_id)
    if not leaving.is_active:
        messages.info(request, f"{leaving.full_name} is deactivated already.")
        return redirect(leaving)
    answers = request.POST if request.method == "POST" else None
    form = DeactivationForm(answers, person=leaving)
    if request.method == "POST" and form.is_valid():
        try:
            access.close([leaving], by=user, now=timezone.now(), seen=Seen.of(request))
        except (access.NobodyLeft, access.NotYourself) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{leaving.full_name} can no longer sign in.")
            return redirect(leaving)
    context = {
        "form": form,
        "person": leaving,
        "is_self": leaving == user,
        "held": known.held(leaving, timezone.localdate()),
    }
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


@require_POST
def activate(request: HttpRequest, person_id: int) -> HttpResponse:
    user, back = needs_administrator(request), visible_person(request, person_id)
    access.open_again([back], by=user, now=timezone.now(), seen=Seen.of(request))
    messages.success(request, f"{back.full_name} can sign in again.")
    return redirect(back)
