"""The line of an item right after a tick, from what the operation has in hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.models import Transition
from transitions.plans.queries import standing
from transitions.plans.queries.faces import Sides
from transitions.plans.queries.links import links_of, unblocked_by
from transitions.plans.queries.rows import Row, Setting, row, values_of
from transitions.plans.queries.work import Desk, Place, WorkRow, work_rows


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at an item, and when."""

    user: User
    today: date
    now: datetime


def row_of(item: Item, found: Transition, seen: Seen) -> Row:
    """Its line on the page of its transition.

    No query where it is closed; one where it is open and waits, one where others wait for it.
    """
    sides = Sides(found.outgoing_id, found.incoming_id, seen.user.pk)
    setting = Setting(sides, seen.today, seen.now, found.get_absolute_url())
    is_awaited = item.is_open and getattr(item, "is_awaited", True)
    return row(
        values_of(item),
        setting,
        links_of([item.pk]) if item.is_blocked else [],
        unblocked_by(item.pk) if is_awaited else [],
    )


def work_row_of(item: Item, found: Transition, seen: Seen) -> WorkRow:
    """Its line on “My work”; no query, or one where it is open and waits."""
    values = {**values_of(item), "checklist": item.checklist_id}
    desk = Desk(seen.user, seen.today, seen.now, {item.checklist_id: _place(found, seen.today)})
    return work_rows(desk, [values], links_of([item.pk]) if item.is_blocked else [])[0]


def _place(found: Transition, today: date) -> Place:
    """The transition as a line names it; what else “My work” says of it follows."""
    return Place(
        pk=found.pk,
        account=found.account.name,
        account_id=found.account_id,
        url=found.get_absolute_url(),
        health=standing.stands(found, today),
        is_active=found.is_active,
        is_on_hold=found.is_on_hold,
        outgoing=found.outgoing_id,
        incoming=found.incoming_id,
        percent=found.checklist.percent if found.checklist else 0,
        note="",
        is_ahead=False,
    )
