"""Pages of lists that the database can look through as a whole."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

FIRST = {"", "1"}
"""How an address asks for the first page."""
DIGITS = 6
"""Of the longest number that is looked for; a longer one is no page of such a list."""


class CountsLater(Paginator):  # type: ignore[type-arg]
    """Gives a first page before all rows are counted; one that is not full may tell how many."""

    def get_page(self, number: Any) -> Page[Any]:
        if str(number) not in FIRST:
            return super().get_page(number)
        return Page(self.object_list[: self.per_page], 1, self)


class AtOnce(Paginator):  # type: ignore[type-arg]
    """Reads a page together with the number of all rows: one query instead of two.

    The database looks at every row for it, which pays while they are some thousands at most.
    """

    def get_page(self, number: Any) -> Page[Any]:
        """The page; for one that is not there Django decides which, with its two queries."""
        said = str(number) or "1"
        wanted = int(said) if said.isdecimal() and len(said) <= DIGITS else 0
        rows = self._read(wanted) if wanted else []
        if not rows and wanted != 1:
            return super().get_page(number)
        self.count = rows[0].of_all if rows else 0
        return Page(rows, wanted, self)

    def _read(self, number: int) -> list[Any]:
        counted = cast("QuerySet[Any]", self.object_list).annotate(of_all=Window(Count("pk")))
        start = (number - 1) * self.per_page
        return list(counted[start : start + self.per_page])
