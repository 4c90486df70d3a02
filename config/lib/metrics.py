"""Figures for Prometheus, if a site wants them: counts and times of requests, by page."""

from __future__ import annotations

from secrets import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures of all web processes of this machine, for whoever knows the token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(
        token.encode(), settings.METRICS_TOKEN.encode()
    ):
        raise Http404
    from django_prometheus.exports import ExportToDjangoView  # noqa: PLC0415 - where wanted only

    answer: HttpResponse = ExportToDjangoView(request)
    return answer
