"""The answer with a list: the whole page, or for htmx the list alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from config.lib.htmx import page_or_part, wants_part
from config.lib.lists.finder import ListFilter


def list_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Show the `found` of a context; the browser's address leaves empty questions out."""
    found: ListFilter = context["found"]
    answer = page_or_part(request, template, "list", context)
    if wants_part(request):
        asked = found.address
        answer["HX-Push-Url"] = f"{request.path}?{asked}" if asked else request.path
    return answer
