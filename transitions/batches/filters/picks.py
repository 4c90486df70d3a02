"""The list of items with a box before each."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django.utils.safestring import SafeString

from config.lib.lists import Column
from config.lib.markup import html
from transitions.plans.filters import ItemFilter
from transitions.plans.filters.item_columns import COLUMNS
from transitions.plans.queries.item_list import Row


def _box(row: Row, today: date) -> SafeString:
    """A box of the form that stands below the list."""
    return html(
        '<label class="pick-b"><input class="form-check-input" type="checkbox" name="item" '
        'value="{}" form="batch" data-pick><span class="visually-hidden">Select {}, {}</span>'
        "</label>",
        row.pk,
        row.title,
        row.account,
    )


BOX = Column("Select", "pick", "c-pick", fact=attrgetter("pk"), cell=_box, is_fixed=True)


class PickFilter(ItemFilter):
    """The same list, where items are selected; all that it can be asked for stays the same."""

    columns = (BOX, *COLUMNS)  # type: ignore[assignment] # one more than there
