"""The address of a page, with something else asked for."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """The page's own query string with some values changed; None or "" takes one away.

    A part that is made without its request says in `answers` what was asked for.
    """
    params = (context["answers"] if "answers" in context else context["request"].GET).copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in {None, ""}:
            params[name] = str(value)
    if "page" not in changes:
        params.pop("page", None)
    return f"?{params.urlencode()}" if params else "?"
