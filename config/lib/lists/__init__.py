"""What the lists of all rooms share: columns, boxes, order, pages and what a file gets of them.

A list of a room is a `ListFilter` in its `filters`, with the columns beside it:

    COLUMNS = (
        Column("Account", "name", by=("name",), fact=attrgetter("name"), cell=…, is_fixed=True),
        Column("Region", "region", by=(empty_last("region"),), fact=attrgetter("region")),
        Column("Effort", "effort", "r", by=("effort",), fact=…, is_shown=False),
    )

    class AccountFilter(ListFilter):
        columns, usual_sort, ties = COLUMNS, "name", ("name", "pk")
        in_bar = ("owner", "tier")                       # the other boxes stand in “More filters”
        q = CharFilter(method="search", max_length=100)
        owner = RowFacet(label="Owner", anything="Any owner")
        region = TextFacet(label="Region", anything="Any region")

        def rows(self, found): …                         # light rows with a `pk`, one query

The view makes it from the visible rows and says what can be answered (looked up only where
boxes are shown, so that a sorted or turned page does not pay for them). The export starts from
the same filter, reads ids by a cursor and 500 rows at a time from what is visible then:

    found = AccountFilter(request.GET, register(user), offered=lambda: facets(user), today=today)
    views = saved_views.shown(user, ListName.ACCOUNTS, found.query, request.GET.get("view"))
    list_page(request, "accounts/clients/accounts.html", {"found": found, "views": views})
    wanted = sheet(found, "accounts", "Accounts", by=user.full_name, now=now)
    export.answer(request, kind, wanted, today)

A list whose columns are fixed, such as a log, has a `Toolbar` for its filters, a `SortedToolbar`
where a click sorts it, and is a `Listing` of labels and facts: `sheet_of` makes the same file of
its rows, and `list_files.html` offers it.

The template includes `list_toolbar.html` above and, inside a partial named `list`, a section
`#found` with `list_head.html` and `list_table.html`. See the accounts.
"""

from config.lib.lists import cells
from config.lib.lists.boxes import (
    Answers,
    Day,
    RowFacet,
    TextFacet,
    selects,
)
from config.lib.lists.columns import Column, Head, empty_last, heads
from config.lib.lists.finder import ListFilter
from config.lib.lists.listing import Listing, sheet_of
from config.lib.lists.moments import Since, Until
from config.lib.lists.order import TimeOrder
from config.lib.lists.page import list_page
from config.lib.lists.sheets import Moment, Reads, sheet
from config.lib.lists.sorted_toolbar import SortedToolbar
from config.lib.lists.toolbar import Toolbar

__all__ = [
    "Answers",
    "Column",
    "Day",
    "Head",
    "ListFilter",
    "Listing",
    "Moment",
    "Reads",
    "RowFacet",
    "Since",
    "SortedToolbar",
    "TextFacet",
    "TimeOrder",
    "Toolbar",
    "Until",
    "cells",
    "empty_last",
    "heads",
    "list_page",
    "selects",
    "sheet",
    "sheet_of",
]
