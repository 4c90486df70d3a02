"""The page for what broke, with the number under which the log has it."""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponseServerError
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Rendered without the request: whatever broke must not break this page too."""
    number = structlog.contextvars.get_contextvars().get("request_id", "")
    return HttpResponseServerError(loader.get_template("500.html").render({"number": number}))
