from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.portfolio.views.guards import overseer

KEPT = ("q", "team", "person", "sort")


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Overdue items are a view of all items now; old links lead there with what they asked."""
    overseer(person(request))
    asked = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    return redirect(f"{reverse('items')}?{urlencode({'due': 'overdue', **asked})}")
