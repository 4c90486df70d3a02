"""Which items cannot be opened again, because others were done that wait for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from config.lib import words


def why_stay(going: Collection[int], since: datetime) -> dict[int, str]:
    """Of closed items that are to be opened, which stay closed, and why; one query.

    An item stays where one that waits for it has been done since then, unless that is opened, too.
    """
    rows: Any = Item.waits_for.through.objects.filter(
        to_item__in=going,
        from_item__state=ItemState.DONE,
        from_item__closed_at__gte=since,
    ).order_by("pk")
    found = list(rows.values_list("to_item", "from_item", "from_item__title"))
    opened = set(going)
    while held := {pk for pk, waiting, _ in found if waiting not in opened} & opened:
        opened -= held
    return {
        pk: _said([title for other, one, title in found if other == pk and one not in opened])
        for pk in going
        if pk not in opened
    }


def _said(titles: list[str]) -> str:
    named = words.listing([f"“{title}”" for title in titles])
    rest = "waits for it and was" if len(titles) == 1 else "wait for it and were"
    return f"{named} {rest} done since."
