"""The page behind the link in a mail by which somebody stops such mails, signed in or not."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.people.models import User
from config.lib.signed_links import BadLink


def stopping(
    page: str,
    *,
    person_of: Callable[[str], int],
    is_off: Callable[[User], bool],
    stop: Callable[[User], None],
) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view that stops one kind of mails by the signed link in them.

    Args:
        page: its template, which extends `accounts/people/stopping.html`.
        person_of: whose mails a link stops; raises BadLink for one that is none of ours.
        is_off: whether a person gets no such mails already.
        stop: the operation.
    """

    @csrf_exempt  # mail programs post here on their own; the signed link is the proof
    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        """Ask on GET, which mail scanners follow, and stop on POST, by button or by one click."""
        try:
            person = User.objects.get(pk=person_of(token))
        except (BadLink, User.DoesNotExist):
            return render(request, page, {"step": "bad"}, status=404)
        if request.method == "POST":
            stop(person)
        is_done = request.method == "POST" or is_off(person)
        return render(request, page, {"step": "done" if is_done else "ask", "person": person})

    return view
