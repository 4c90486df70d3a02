"""A page of a list, ready to be shown: heads, and lines made by strings, which is cheap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.utils.safestring import SafeString

from config.lib.lists.columns import Column, Head
from config.lib.markup import escaped, html


@dataclass(frozen=True, slots=True)
class Table:
    """One page of rows with the heads above them."""

    page: Page[Any]
    heads: list[Head]
    lines: list[SafeString]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def lines(rows: Iterable[Any], columns: tuple[Column, ...], today: date) -> list[SafeString]:
    """The rows of a table as HTML; what a column gives is escaped unless it is HTML."""
    frames = [
        (*_frame(column.hint or column.label, column.css, column.is_fixed), column)
        for column in columns
    ]
    return [
        SafeString(
            "".join(
                f"{start}{escaped(column.show(row, today))}{end}" for start, end, column in frames
            )
        )
        for row in rows
    ]


@lru_cache(maxsize=500)
def _frame(label: str, css: str, is_head: bool) -> tuple[str, str]:
    """What stands before and behind the cells of a column."""
    if is_head:
        return html('<th scope="row" class="{}">', css), "</th>"
    return html('<td class="{}" data-label="{}">', css, label), "</td>"
