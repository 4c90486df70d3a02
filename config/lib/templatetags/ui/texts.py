"""Texts that people write with a little Markdown."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from config.lib import markdown as reader

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """A text with Markdown as HTML that is safe on a page."""
    return reader.rendered(text)


@register.filter
def without_marks(text: str) -> str:
    """The same in words alone, on one line."""
    return reader.one_line(text)
