"""What every answer says about itself to browsers, beside what Django says already."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
KEPT_BY_NOBODY = "private, no-store"


class HeadersMiddleware:
    """Pages are kept by nobody, and no other site may load anything from here.

    A page that is not kept is asked for again on the way back, so that after signing out the back
    button shows nothing. Files that never change say themselves how long they may be kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
