"""The base of the filters of a list whose columns are fixed and which is sorted by a click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models.expressions import Combinable
from django.http import QueryDict
from django_filters import ChoiceFilter

from config.lib.lists.columns import Column, Head, heads, turned
from config.lib.lists.toolbar import Rows, Toolbar


class SortedToolbar(Toolbar[Rows]):
    """A toolbar where `sort` is the key of a column, with a minus for the other way round.

    `sorts` says what each key sorts by: a field that is never empty by its path, another as an
    expression, whose empty ones come last both ways round. `ties` decide between equal rows.
    """

    columns: ClassVar[tuple[Column, ...]] = ()
    sorts: ClassVar[Mapping[str, str | Combinable]] = {}
    usual_sort: ClassVar[str] = ""
    ties: ClassVar[tuple[str, ...]] = ("-pk",)

    sort = ChoiceFilter(method="leave")

    def __init__(self, data: QueryDict, queryset: Rows) -> None:
        super().__init__(data, queryset)
        known = [key for name in self.sorts for key in (name, f"-{name}")]
        self.filters["sort"].extra["choices"] = [(key, key) for key in known]

    @property
    def found(self) -> Rows:
        """The rows asked for, in their order; none where an answer does not exist."""
        by = turned(self.sorts[self._key], is_down=self._is_down)
        return super().found.order_by(by, *self.ties)

    @property
    def sorted_by(self) -> str:
        """The order asked for, or the usual one."""
        return self.answers.get("sort") or self.usual_sort

    @property
    def order(self) -> str:
        """How the rows are sorted, in words."""
        label = next(column.label for column in self.columns if column.key == self._key)
        return f"{label}, the other way round" if self._is_down else label

    @property
    def headers(self) -> list[Head]:
        return heads(self.columns, self.sorted_by)

    @property
    def _key(self) -> str:
        return self.sorted_by.removeprefix("-")

    @property
    def _is_down(self) -> bool:
        return self.sorted_by.startswith("-")

    def leave(self, found: Rows, name: str, value: Any) -> Rows:
        """An order narrows nothing."""
        return found
