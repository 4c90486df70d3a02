"""How a person signs in: password, second factors, open sessions, recent sign-ins."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.people.choices import SecurityEventKind
from accounts.people.operations import security as audit
from accounts.people.operations import sessions
from accounts.people.operations.security import Seen
from accounts.people.queries import audit as rows
from accounts.people.queries import second_factors
from accounts.people.queries import sessions as found
from accounts.people.views.guards import person
from config.lib import words


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    user = person(request)
    context = {
        "factors": second_factors.of(user),
        "is_required": second_factors.are_required_of(user),
        "has_password": user.has_usable_password(),
        "sessions": found.open_ones(user, request.session.session_key or "", timezone.now()),
        "recent": rows.recent(user),
        "provider": settings.OIDC_NAME if settings.SOCIALACCOUNT_PROVIDERS else "",
    }
    return render(request, "accounts/people/security.html", context)


@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of one's own browsers out; this one is signed out by its own button."""
    session = get_object_or_404(found.of(person(request)), pk=session_id)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    sessions.end(session)
    _keep(request, "One")
    messages.success(request, "That browser is signed out.")
    return redirect("security")


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    ended = sessions.end_others(person(request), but=request.session.session_key or "")
    if ended:
        _keep(request, words.count(ended, "session"))
    messages.success(request, f"{words.count(ended, 'other browser')} signed out.")
    return redirect("security")


def _keep(request: HttpRequest, details: str) -> None:
    audit.record(
        SecurityEventKind.SESSIONS_ENDED,
        person=person(request),
        seen=Seen.of(request),
        details=details,
        now=timezone.now(),
    )
