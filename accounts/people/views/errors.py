"""What people see when something is not there, not theirs, or not right now.

A request for a part of a page gets a note above the page instead of a page inside it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.people.models import User
from accounts.people.views.guards import safe_address

NOT_ALLOWED = "Your role does not include this. Whoever looks after this site can change that."
VANISHED = "This is no longer here. Somebody may have removed it. Reload the page to see what is."
STALE = (
    "This page was open while you signed in elsewhere, so nothing was saved. "
    "Reload it and try once more."
)

ONLY_SENT = "It only takes what a form sends, so the way here is a button on another page."
ONLY_SHOWN = "It only shows something and takes nothing, so nothing was saved."


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = str(exception or "") or NOT_ALLOWED
    if getattr(request, "htmx", False):
        return note(request, sentence, status=403)
    return page(request, "403.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if getattr(request, "htmx", False):
        return note(request, VANISHED, status=404)
    return page(request, "404.html", {}, status=404)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page is older than the sign-in; or another site tried to send something.

    Somebody whose cookies are gone is told that they are signed out, as on any other page.
    """
    is_part = getattr(request, "htmx", False) or "HX-Request" in request.headers
    if asks_to_sign_in(request):
        template = "accounts/people/signed_out.html"
        if is_part:
            return above(render(request, f"{template}#note", status=401))
        return render(request, template, status=401)
    if is_part:
        return note(request, STALE, status=403)
    back = safe_address(request, path_of(request.headers.get("Referer", "")))
    return page(request, "accounts/people/stale_page.html", {"back": back}, status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    sentence = "Too many attempts. Wait a minute, then try once more."
    if getattr(request, "htmx", False):
        answer = note(request, sentence, status=429)
    else:
        answer = page(request, "429.html", {}, status=429)
    answer["Retry-After"] = "60"
    return answer


class WrongMethodMiddleware:
    """Says in a page why an address that only takes forms, or none, shows nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        return wrong_method(request, answer) if answer.status_code == 405 else answer


def wrong_method(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    sentence = ONLY_SHOWN if "GET" in answer.get("Allow", "") else ONLY_SENT
    if getattr(request, "htmx", False):
        told = note(request, sentence, status=405)
    else:
        told = page(request, "405.html", {"sentence": sentence}, status=405)
    told["Allow"] = answer.get("Allow", "")
    return told


def page(
    request: HttpRequest, template: str, context: dict[str, str], *, status: int
) -> HttpResponse:
    """A page of its own: in the shell for people who are signed in, else alone.

    Django's admin has no shell.
    """
    signed_in = isinstance(getattr(request, "user", None), User)
    in_shell = signed_in and not request.path.startswith("/admin/")
    layout = "layouts/page.html" if in_shell else "layouts/plain.html"
    return render(request, template, {**context, "layout": layout}, status=status)


def note(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return above(
        render(request, "accounts/people/note.html", {"sentence": sentence}, status=status)
    )


def above(answer: HttpResponse) -> HttpResponse:
    """An answer that htmx puts above the page, which stays as it is."""
    answer["HX-Retarget"] = "#alerts"
    answer["HX-Reswap"] = "innerHTML"
    return answer


def asks_to_sign_in(request: HttpRequest) -> bool:
    """Whether nobody is signed in although the address is for people who are."""
    if getattr(request, "user", None) is None or request.user.is_authenticated:
        return False
    match = request.resolver_match
    return match is not None and getattr(match.func, "login_required", True)


def path_of(address: str) -> str:
    """The part of an address behind the host; empty when it is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts._replace(scheme="", netloc="").geturl() if parts.path else ""
