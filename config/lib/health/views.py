"""Two answers for machines: is this process alive, and does every part do its work."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.lib.health import queries


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; asks neither the database nor the session."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part by name, ok or failed and since when; 503 when one has failed.

    With `?for=web` only what a web process needs: a load balancer must not take the pages away
    because a worker is down. Nothing else is said, for strangers may ask.
    """
    now = timezone.now()
    for_web = request.GET.get("for") == "web"
    parts = queries.web_parts(now) if for_web else queries.all_parts(now)
    is_ready = all(part.is_ok for part in parts)
    answer = {
        "status": said(is_ready),
        "parts": {part.name: of_part(part) for part in parts},
    }
    return JsonResponse(answer, status=200 if is_ready else 503)


def of_part(part: queries.Part) -> dict[str, Any]:
    since = {"since": part.since.isoformat(timespec="seconds")} if part.since else {}
    return {"status": said(part.is_ok), **since}


def said(is_ok: bool) -> str:
    return "ok" if is_ok else "failed"
