"""What is changed during a request is changed by its person."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.lib import acting

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActingMiddleware:
    """Says who acts; nobody is loaded for it, and whoever signs in counts from then on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting.within(acting.Act(lambda: request.user.pk)):
            return self.get_response(request)
