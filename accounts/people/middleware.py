"""Before any page: is there anybody at all, who is asking, and what time is it there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from accounts.people.models import User
from accounts.people.operations import sessions
from accounts.people.operations.security import Seen
from accounts.people.queries import people, second_factors
from accounts.people.queries.sessions import has_ended, person_of

GetResponse = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class PersonMiddleware(AuthenticationMiddleware):
    """Says who is asking, as Django does, by a query that is written once."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment] # Django does the same


def _person(request: HttpRequest) -> Any:
    """Who is asking, kept where Django keeps it, too.

    Whatever is not plain is for Django: nobody at all, another password, an older key. It leaves
    the session of who was deactivated, which would be told to be over for as long as it lasts.
    """
    found = person_of(request.session) or get_user(request)
    if not found.is_authenticated and SESSION_KEY in request.session:
        request.session.flush()
    request._cached_user = found  # type: ignore[attr-defined]
    return found


class FirstVisitMiddleware:
    """On an empty site every page leads to the one where the first administrator is made."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.somebody_exists = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.somebody_exists or is_always_open(request.path):
            return self.get_response(request)
        self.somebody_exists = request.user.is_authenticated or people.exist()
        if self.somebody_exists:
            return self.get_response(request)
        return redirect("first_visit")


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page is for people who are signed in, unless it says otherwise.

    Views say so with `login_not_required`; the others need no mark of their own.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if getattr(request, "htmx", False):
            return signed_out_note(request)
        if request.method not in SAFE_METHODS:
            return render(request, "accounts/people/signed_out.html", status=401)
        if has_ended(request):  # the answer takes the cookie along, so the address has to tell
            return redirect_to_login(request.get_full_path(), f"{reverse('account_login')}?ended=1")
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Whose role needs a second factor sets one up before anything else."""

    OPEN = {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "theme",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "second_factor",
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.url_name in self.OPEN or not settings.SECOND_FACTOR_ROLES:
            return None
        if not isinstance(request.user, User) or not second_factors.is_missing(request):
            return None
        request.session.setdefault(second_factors.WANTED, wanted_address(request))
        if getattr(request, "htmx", False):
            return HttpResponse(status=403, headers={"HX-Redirect": reverse("second_factor")})
        return redirect("second_factor")


class UncountedMiddleware:
    """Where attempts to sign in cannot be counted, nobody signs in; all other pages go on.

    Only what has to do with passwords and codes asks Redis for an answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from redis.exceptions import RedisError  # noqa: PLC0415 - a laptop has none

        if not isinstance(error, RedisError):
            return None
        logger.error("Redis does not answer, so nobody can sign in: %s", error)
        return uncounted(request)


class LastSeenMiddleware:
    """Keeps when each session was last used, to within five minutes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User):
            return self.get_response(request)
        now = timezone.now()
        if sessions.is_due(request.session.get(sessions.SEEN_AT), now=now):
            request.session[sessions.SEEN_AT] = int(now.timestamp())
            sessions.touch(
                request.session.session_key or "", request.user, seen=Seen.of(request), now=now
            )
        return self.get_response(request)


class PersonTimeZoneMiddleware:
    """Dates and times are those of the person who looks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.zone if request.user.is_authenticated else None
        with timezone.override(zone):
            return self.get_response(request)


def is_always_open(path: str) -> bool:
    """Whether a path answers on an empty site, too."""
    static_url = settings.STATIC_URL or "/static/"
    return path == reverse("first_visit") or path.startswith(static_url)


def wanted_address(request: HttpRequest) -> str:
    """The page somebody asked for; the start, where it was a form or a part of a page."""
    is_page = request.method in SAFE_METHODS and not getattr(request, "htmx", False)
    return request.get_full_path() if is_page else reverse("home")


def uncounted(request: HttpRequest) -> HttpResponse:
    """Refused rather than uncounted: whoever guesses passwords must not be let guess on."""
    template = "accounts/people/uncounted.html"
    if getattr(request, "htmx", False):
        answer = above(render(request, f"{template}#note", status=503))
    else:
        answer = render(request, template, status=503)
    answer["Retry-After"] = "60"
    return answer


def signed_out_note(request: HttpRequest) -> HttpResponse:
    """The answer to a part of a page that was asked for without a session."""
    return above(render(request, "accounts/people/signed_out.html#note", status=401))


def above(answer: HttpResponse) -> HttpResponse:
    """A part of a page that htmx puts above the page, which stays as it is."""
    answer["HX-Retarget"] = "#alerts"
    answer["HX-Reswap"] = "innerHTML"
    patch_vary_headers(answer, ["Cookie", "HX-Request"])
    return answer
