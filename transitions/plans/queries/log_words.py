"""What an entry of the log says, with a link on the item that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Said:
    """What happened: all of it in `before`, or in parts around the name of an item with a page."""

    before: str
    name: str = ""
    url: str = ""
    after: str = ""


def said(activity: str, transition_id: int, item_id: int | None, title: str | None) -> Said:
    """What happened, in the parts that a page shows; the title is none of an item that is gone.

    An item that is called something else by now is named as it was and as it is; of what was cut
    nobody knows how it was called.
    """
    if item_id is None or title is None:
        return Said(activity)
    page = reverse("transition", args=[transition_id])
    before, quoted, after = activity.rpartition(f"“{title}”")
    if not quoted:
        before, after = f"{activity} " if activity.endswith("…") else f"{activity}, now ", ""
    return Said(f"{before}“", title, f"{page}?item={item_id}#item-{item_id}", f"”{after}")
