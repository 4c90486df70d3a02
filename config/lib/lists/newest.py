"""Pages of lists that may have millions of rows, none of which is counted."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

MOST = 200
"""Rows whose pages are offered at once: so many are found soon, also by words that few have."""


class Newest(Paginator):  # type: ignore[type-arg]
    """The pages of the first two hundred rows, each page as their ids; `goes_on` says whether more
    follow.

    One query reads the ids and stops there, where a count would look at every row. What follows
    is a list of its own, that of the rows after `last`; `further` is what the link there says.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int, *, further: str = "Older") -> None:
        self.further = further
        ids = list(rows.values_list("pk", flat=True)[: MOST + 1])
        self.goes_on = len(ids) > MOST
        super().__init__(ids[:MOST], per_page)

    @property
    def last(self) -> int | None:
        """The id after which the list goes on; none where it ends."""
        last: int | None = self.object_list[-1] if self.goes_on else None
        return last
