"""The words of a search, marked in what was found."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from config.lib import marking

register = template.Library()


@register.filter
def marked(text: str, words: Iterable[str]) -> SafeString:
    return marking.marked(text, words)
