"""What the address of a list asks for beside its filters: order, columns, page, rows per page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from config.lib.lists.columns import Column

SIZES = (25, 50, 100, 200)
"""How many rows a page may have; whoever asks for none of these gets 50."""
USUAL_SIZE = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a list; what does not exist counts as not asked for."""

    sort: str
    columns: tuple[Column, ...]
    size: int
    page: str


def as_query(given: Mapping[str, str]) -> QueryDict:
    """The questions of an address, from wherever they come."""
    if isinstance(given, QueryDict):
        return given
    query = QueryDict(mutable=True)
    query.update(dict(given))
    return query


def read(given: QueryDict, columns: tuple[Column, ...], usual_sort: str) -> Wish:
    """What an address wishes of a list with these columns."""
    sort, size = given.get("sort", ""), given.get("per", "")
    can_sort = {column.key for column in columns if column.by}
    sizes = {str(one): one for one in SIZES}
    return Wish(
        sort=sort if sort.removeprefix("-") in can_sort else usual_sort,
        columns=_chosen(given, columns),
        size=sizes.get(size, USUAL_SIZE),
        page=given.get("page", ""),
    )


def _chosen(given: QueryDict, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns somebody picked, in the order of the list, or those it shows by itself."""
    picked = {key for answer in given.getlist("columns") for key in answer.split(",")}
    if not any(column.key in picked for column in columns):
        return tuple(column for column in columns if column.is_shown or column.is_fixed)
    return tuple(column for column in columns if column.key in picked or column.is_fixed)


def unusual(wish: Wish, columns: tuple[Column, ...], usual_sort: str) -> dict[str, str]:
    """Of order, columns and rows per page what differs from how a list shows itself."""
    usual = _chosen(QueryDict(), columns)
    found = {}
    if wish.columns != usual:
        found["columns"] = ",".join(column.key for column in wish.columns)
    if wish.size != USUAL_SIZE:
        found["per"] = str(wish.size)
    if wish.sort != usual_sort:
        found["sort"] = wish.sort
    return found
