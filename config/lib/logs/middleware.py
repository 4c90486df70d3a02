"""Every request has a number, and leaves one line."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.lib.visitors import address_of

GetResponse = Callable[[HttpRequest], HttpResponse]
HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{7,63}")

logger = structlog.stdlib.get_logger("changeover.requests")


class RequestLogMiddleware:
    """Gives a request its number, writes its line, and says the number in the answer.

    The number goes along with the tasks that the request asks for, so that one search in the
    logs finds all of it. Neither the query of an address nor the body is written down, for both
    hold what people typed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = number_of(request)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=number)
        started = perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = number
            write_line(request, response, perf_counter() - started)
        finally:
            structlog.contextvars.clear_contextvars()
        return response


def number_of(request: HttpRequest) -> str:
    """The number that a trusted proxy has given the request, else a new one."""
    given = request.headers.get(HEADER, "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and WELL_FORMED.fullmatch(given):
        return given
    return uuid4().hex


def write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    logger.log(
        logging.ERROR if response.status_code >= 500 else logging.INFO,
        "request",
        method=request.method,
        path=request.path,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        person=person_of(request),
        ip=address_of(request),
    )


def person_of(request: HttpRequest) -> int | None:
    """Who asked, if the request has found out; asking here would touch the session."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
