"""The pages of a list, in words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.core.paginator import Page

from config.lib.export import limits
from config.lib.lists.address import SIZES

register = template.Library()


@register.simple_tag
def span(page: Page[Any]) -> str:
    """Which rows a page shows: “1–50 of 1,234”, “1–50 of more than 1,000”."""
    more = "more than " if getattr(page.paginator, "goes_on", False) else ""
    return f"{page.start_index():,}–{page.end_index():,} of {more}{page.paginator.count:,}"


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """The numbers of the first, last and nearest pages, with an ellipsis for the others."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def sizes() -> tuple[int, ...]:
    """How many rows a page may have."""
    return SIZES


@register.simple_tag
def files(count: int) -> list[tuple[str, str, str]]:
    """The files to be had of a list of so many rows."""
    return limits.files(count)


@register.simple_tag
def longest_files() -> str:
    """How long files may be, for a list that is not counted."""
    return limits.longest()


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands told apart: “1,234”."""
    return f"{number:,}"
