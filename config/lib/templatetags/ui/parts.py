"""Parts of a page that another room makes, put into it before it is sent."""

from __future__ import annotations

from copy import copy
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.template import Context
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def part_of(context: Context, address: str, *args: Any, **asked: Any) -> SafeString:
    """What the address of that name answers who looks, as htmx would get it.

    A page of a lower room shows an upper one like this, with a script or without. Where there is
    no such address, or who looks may not see it, it is empty.
    """
    try:
        found = resolve(reverse(address, args=args))
        answer = found.func(_asking(context["request"], asked), *found.args, **found.kwargs)
    except (NoReverseMatch, PermissionDenied, Http404):
        return SafeString("")
    return SafeString(answer.text)


def _asking(request: HttpRequest, asked: dict[str, Any]) -> HttpRequest:
    """The request of the page as one for a part: of the same person, in the same session."""
    part = copy(request)
    part.__dict__.pop("headers", None)
    part.method = "GET"
    part.META = {**request.META, "HTTP_HX_REQUEST": "true"}
    part.META.pop("HTTP_HX_HISTORY_RESTORE_REQUEST", None)
    part.GET = QueryDict(urlencode(asked))
    return part
