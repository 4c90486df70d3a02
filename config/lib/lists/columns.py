"""The columns of a list: what they are called, what stands in them, how they are sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import NullIf

from config.lib.export.sheet import Fact

Order = str | Combinable | Callable[[date], Combinable]
"""What a column is sorted by: a path, an expression, or one that depends on the day."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; one without a key cannot be sorted by.

    The rest is for lists whose columns a person chooses. There the key is what an address calls
    the column, and it is sorted by what stands in `by`: fields that are never empty by their
    path, others as expressions (`empty_last`, or a function of today), whose empty ones come
    last both ways round. Fields in
    `within` are sorted first and never turned round. `fact` is what a file gets of a row, `cell`
    what the page shows of it today, where that is more than the fact. `hint` says more than the
    label has room for, such as a unit; it names the column on a phone. `beside` adds a
    column to the file for each other fact the cell shows, such as the currency of an amount.
    """

    label: str
    key: str = ""
    css: str = ""
    starts_down: bool = False
    by: tuple[Order, ...] = ()
    within: tuple[str, ...] = ()
    fact: Callable[[Any], Fact] | None = None
    cell: Callable[[Any, date], str] | None = None
    beside: tuple[tuple[str, Callable[[Any], Fact]], ...] = ()
    is_shown: bool = True
    is_fixed: bool = False
    hint: str = ""

    def show(self, row: Any, today: date) -> str:
        """The HTML of this column for one row, or a text that is still to be escaped."""
        if self.cell:
            return self.cell(row, today)
        fact = self.fact(row) if self.fact else ""
        return "–" if fact in {None, ""} else str(fact)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: how it is sorted now, and what a click on it asks for."""

    label: str
    css: str = ""
    order: str = ""
    sort: str = ""
    hint: str = ""


def heads(columns: Iterable[Column], sorted_by: str) -> list[Head]:
    """The heads of a list that is sorted by a key, with a minus for the other way round."""
    return [_head(column, sorted_by) for column in columns]


def chosen_heads(columns: Iterable[Column], sorted_by: str) -> list[Head]:
    """The heads of chosen columns; those without an order of theirs cannot be sorted by."""
    return heads([one if one.by else replace(one, key="") for one in columns], sorted_by)


def sorts(columns: Iterable[Column], sorted_by: str) -> list[tuple[str, str]]:
    """What a list can be sorted by, for a box: the present order first, and the other way round."""
    key = sorted_by.removeprefix("-")
    found: list[tuple[str, str]] = []
    for column in columns:
        if column.key == key:
            ways = ((key, "ascending"), (f"-{key}", "descending"))
            named = [(way, f"{column.label}, {said}") for way, said in ways]
            found = [*(named if sorted_by == key else reversed(named)), *found]
        else:
            found.append((f"-{column.key}" if column.starts_down else column.key, column.label))
    return found


def _head(column: Column, sorted_by: str) -> Head:
    """A click sorts by the column, a second click the other way round."""
    if not column.key:
        return Head(column.label, column.css, hint=column.hint)
    up, down = column.key, f"-{column.key}"
    if sorted_by == up:
        return Head(column.label, column.css, "ascending", down, column.hint)
    if sorted_by == down:
        return Head(column.label, column.css, "descending", up, column.hint)
    first = down if column.starts_down else up
    return Head(column.label, column.css, "", first, column.hint)


def order(
    columns: Iterable[Column], sorted_by: str, ties: Sequence[OrderBy | str], *, today: date
) -> list[OrderBy | str]:
    """The order of a list, down to ties that always fall the same way."""
    key, is_down = sorted_by.removeprefix("-"), sorted_by.startswith("-")
    column = next(column for column in columns if column.key == key and column.by)
    first: list[OrderBy | str] = list(column.within)
    by = [one if isinstance(one, (str, Combinable)) else one(today) for one in column.by]
    return [*first, *(turned(field, is_down=is_down) for field in by), *ties]


def turned(field: str | Combinable, *, is_down: bool) -> OrderBy:
    """A field to sort by, one way or the other; of an expression what is empty comes last."""
    if isinstance(field, str):
        return F(field).desc() if is_down else F(field).asc()
    found: Any = field
    way: OrderBy = found.desc(nulls_last=True) if is_down else found.asc(nulls_last=True)
    return way


def empty_last(path: str, *, is_text: bool = True) -> Combinable:
    """A field that may be empty, to sort by: what is empty comes last, whichever way round."""
    return NullIf(F(path), Value("")) if is_text else F(path)
