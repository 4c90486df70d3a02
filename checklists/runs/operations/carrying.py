"""Items that one checklist left open become items of the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import uuid4

from accounts.people.models import User
from checklists.library.choices import Anchor
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals
from checklists.runs.operations.building import people_for


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The checklist whose open items go along, and what is said of where they come from.

    `without` has the ids of those that do not; one that has vanished does no harm.
    """

    checklist_id: int
    origin: str
    without: Collection[int] = ()


def carry_over(left: LeftOpen, checklist: Checklist, holders: Mapping[str, User]) -> int:
    """Add what is open there at the end of the first phase here; five queries and the totals.

    Each goes to whoever holds its role now, and is due when that phase ends. It is pinned there,
    and counts as added by hand, as the template knows nothing of it. None is required: what was
    left open once does not hold the next handover back. The caller runs the transaction.

    Args:
        left: where the items come from.
        checklist: the one they are added to, which the caller has just built or has locked.
        holders: the people by role.

    Returns:
        How many were added.
    """
    found = Item.objects.filter(checklist=left.checklist_id).open()
    sources = list(found.exclude(pk__in=left.without))
    phase = Phase.objects.filter(checklist=checklist).order_by("number").first()
    if not sources or phase is None:
        return 0
    first = phase.next_position
    Item.objects.bulk_create(
        _item(source, checklist, phase, first + place, left.origin, holders)
        for place, source in enumerate(sources)
    )
    totals.refresh(checklist)
    return len(sources)


def _item(
    source: Item,
    checklist: Checklist,
    phase: Phase,
    position: int,
    origin: str,
    holders: Mapping[str, User],
) -> Item:
    assignee, helper = people_for(source.role, holders)
    return Item(
        checklist=checklist,
        phase=phase,
        position=position,
        number=f"{phase.number}.{position}",
        title=source.title,
        guidance=f"{origin}\n\n{source.guidance}".strip(),
        role=source.role,
        assignee=assignee,
        helper=helper,
        anchor=Anchor.START,
        offset=0,
        planned_on=phase.ends_on,
        due_on=phase.ends_on,
        is_pinned=True,
        is_required=False,
        proof=source.proof,
        request_key=uuid4(),
    )
