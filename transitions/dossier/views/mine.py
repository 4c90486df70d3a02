"""What waits for the reader’s word, and the link to it that My work asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people.views.guards import person
from config.lib.htmx import wants_part
from transitions.dossier.queries.mine import words_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The questions and promises themselves."""
    today = timezone.localdate()
    context = {"words": words_of(person(request), today), "today": today}
    return render(request, "transitions/dossier/mine.html", context)


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """The link with how many wait, for a page that asks later."""
    if not wants_part(request):
        return redirect("words")
    words = words_of(person(request), timezone.localdate())
    return render(request, "transitions/dossier/mine_link.html", {"words": words})
