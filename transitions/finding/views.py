"""Finding things: a page for what was typed, and suggestions while it is typed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from transitions.finding.forms import AskedForm
from transitions.finding.queries.everything import FINDERS, PAGE, Everything, everything
from transitions.plans.queries import pins

WHOLE = "transitions/finding/search.html"
SUGGESTIONS = "transitions/finding/suggestions.html"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form, user = AskedForm(request.GET), person(request)
    form.is_valid()
    found = everything(user, form.text, timezone.localdate(), only=form.only, page=form.number)
    context = {
        "form": form,
        "found": found,
        "page": _page(found, form),
    }
    return render(request, WHOLE, context, status=422 if form.refusal else 200)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few of each kind, of items open ones; what somebody has pinned while nothing is typed."""
    form, user = AskedForm(request.GET), person(request)
    form.is_valid()
    context = {
        "form": form,
        "found": everything(user, form.text, timezone.localdate(), finders=FINDERS),
        "pinned": () if form.text or form.refusal else pins.of(user),
    }
    return render(request, SUGGESTIONS, context, status=422 if form.refusal else 200)


def _page(found: Everything, form: AskedForm) -> Page[Any] | None:
    """The page of one kind, for the links to the others; nothing where all kinds are shown."""
    kind = next((one for one in found.kinds if one.kind == form.only), None)
    if kind is None:
        return None
    pages = Paginator(range(kind.total), PAGE)
    return pages.get_page(form.number)
