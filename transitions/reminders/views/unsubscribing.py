from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.people.choices import Rhythm
from accounts.people.models import User
from config.lib.signed_links import BadLink
from transitions.reminders import operations
from transitions.reminders.rules.stopping import person_of

PAGE = "transitions/reminders/unsubscribe.html"


@csrf_exempt  # mail programs post here on their own; the signed link is the proof
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, which mail scanners follow, and stop on POST, by button or by one click."""
    try:
        person = User.objects.get(pk=person_of(token))
    except (BadLink, User.DoesNotExist):
        return render(request, PAGE, {"step": "bad"}, status=404)
    if request.method == "POST":
        operations.stop(person)
        return render(request, PAGE, {"step": "done", "person": person})
    is_off = person.digest_rhythm == Rhythm.OFF
    return render(request, PAGE, {"step": "done" if is_off else "ask", "person": person})
