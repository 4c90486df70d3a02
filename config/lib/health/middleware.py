"""Probes are answered before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.lib.health import views

PROBES = {"/healthz": views.healthz, "/readyz": views.readyz}


class ProbeMiddleware:
    """Answers load balancers first of all.

    They come by address and not by name, over plain http, many times a minute: no host is
    checked, nobody is sent to https, no session is opened, and no line is logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if not probe:
            return self.get_response(request)
        response = probe(request)
        # Who asks reads the answer; Django would write an error for each 503, and report it.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response
