"""One address, one template: the whole page, or the part of it that htmx asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

VARY = ("HX-Request", "HX-History-Restore-Request")


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page; going back in history asks for the whole."""
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers


def page_or_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a template, or only one part of it for htmx; caches keep the two apart."""
    name = f"{template}#{part}" if wants_part(request) else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, VARY)
    return response


def current_path(request: HttpRequest) -> str:
    """The path of the page that htmx asks from; empty without htmx."""
    try:
        return urlsplit(request.headers.get("HX-Current-URL", "")).path
    except ValueError:
        return ""


def current_query(request: HttpRequest) -> QueryDict:
    """The query string of the page that htmx asks from; empty without htmx."""
    try:
        return QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    except ValueError:  # no address at all, such as “http://[”
        return QueryDict()
