"""When a browser last changed something here, so that no page from before is shown to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
COOKIE = "changed"
REMEMBERED_FOR = timedelta(hours=1)
"""No page from before may be older than this."""


class LastChangeMiddleware:
    """Tells the browser when what it sent was done: every server that it asks next then knows,
    without a look anywhere. To sign in changes nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        may_change = request.method not in SAFE_METHODS and request.user.is_authenticated
        response = self.get_response(request)
        if may_change:
            response.set_cookie(
                COOKIE,
                f"{timezone.now().timestamp():.6f}",
                max_age=REMEMBERED_FOR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def changed_at(request: HttpRequest) -> datetime | None:
    """When this browser last changed something; None where it has not, or says no time."""
    try:
        return datetime.fromtimestamp(float(request.COOKIES[COOKIE]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None
