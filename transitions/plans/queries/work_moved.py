"""What ticks on “My work” change beside their own lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.models import Transition
from transitions.plans.queries.links import links_of
from transitions.plans.queries.work import Desk, WorkRow, items_of, places_of, work_rows
from transitions.plans.queries.work_page import WorkPage, bucket_of


@dataclass(frozen=True, slots=True)
class Moved:
    """The changed items, the lines in sight that wait for them, and how full their buckets are."""

    moved: tuple[WorkRow, ...]
    freed: tuple[WorkRow, ...]
    counts: Mapping[str, int]


def moved_lines(work: WorkPage, item_ids: Sequence[int]) -> Moved:
    """What changed items mean for the page; four queries, five with a transition of others."""
    desk, found = work.desk, work.found
    own = _visible(item_ids, desk.user)
    freed = _waiting_for(own) & work.shown - set(own)
    lines = _lines_of(desk, [*own, *sorted(freed)])
    full = {
        "overdue": found.overdue,
        "today": found.today,
        "week": found.week,
        "later": found.later,
    }
    moved = lines[: len(own)]
    keys = {bucket_of(line.row.due_on, desk.today) for line in moved}
    return Moved(
        moved=tuple(moved),
        freed=tuple(lines[len(own) :]),
        counts={key: count for key, count in full.items() if key in keys},
    )


def _visible(item_ids: Iterable[int], user: User) -> list[int]:
    """Those on transitions that a person sees; one query."""
    seen = Transition.objects.visible_to(user).order_by().values("checklist")
    found = Item.objects.filter(pk__in=list(item_ids), checklist__in=seen).order_by()
    return list(found.values_list("pk", flat=True))


def _waiting_for(item_ids: Iterable[int]) -> set[int]:
    """The items that wait for these; one query."""
    found = Item.objects.filter(waits_for__in=list(item_ids)).order_by()
    return set(found.values_list("pk", flat=True))


def _lines_of(desk: Desk, item_ids: Sequence[int]) -> list[WorkRow]:
    """Some items of work by themselves, in this order; two queries.

    Three where whoever changes an item does not work on its transition.
    """
    found = {item["pk"]: item for item in items_of(item_ids)}
    elsewhere = {item["checklist"] for item in found.values()} - desk.places.keys()
    if elsewhere:
        known = places_of(elsewhere, desk.user, desk.today)
        desk = replace(desk, places={**desk.places, **known})
    return work_rows(desk, [found[pk] for pk in item_ids], links_of(item_ids))
