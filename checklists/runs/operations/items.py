"""What people do with one item: close it, open it again, hand it over, move it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, Expression, F, OuterRef

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.runs.choices import ItemState
from checklists.runs.models import Checklist, Item, ItemQuerySet, Phase
from checklists.runs.operations import totals
from checklists.runs.operations.guards import CannotChange, made_before
from checklists.runs.rules import proof
from config.lib import words
from config.lib.kept import Kept, KeptSave

__all__ = ["CannotChange", "Change", "NewItem"]


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation left: the item, and whether it changed anything at all."""

    item: Item
    happened: bool


def loaded(item: Expression, checklist: Expression) -> ItemQuerySet:
    """An item with its phase, the names of its people, and whether others wait for it."""
    awaited = Item.waits_for.through.objects.filter(to_item=OuterRef("pk"))
    names = {
        "assignee_name": F("assignee__full_name"),
        "assignee_is_active": F("assignee__is_active"),
        "helper_name": F("helper__full_name"),
        "helper_is_active": F("helper__is_active"),
    }
    found = Item.objects.select_related("phase").annotate(is_awaited=Exists(awaited), **names)
    return found.filter(pk=item, checklist=checklist)


LOADING = Kept(loaded)
CLOSING = KeptSave(Item, "state", "closed_at", "closed_by", "skip_reason")


def lock(item_id: int) -> Item:
    """Lock the checklist of an item, and load the item as it is from then on.

    Raises:
        Item.DoesNotExist: it has vanished.
    """
    return load(item_id, totals.lock_of(item_id))


def load(item_id: int, checklist: Checklist) -> Item:
    """An item of a checklist that the caller has locked, with phase and names; one query.

    Raises:
        Item.DoesNotExist: it is not an item of this checklist.
    """
    item = LOADING.get(item_id, checklist.pk)
    if item is None:
        raise Item.DoesNotExist
    item.checklist = checklist
    return item


def close(item: Item, *, by: User, now: datetime) -> Change:
    """Mark a locked item done. Closing it again changes nothing.

    Raises:
        CannotChange: it waits for another item, or its proof is missing.
    """
    if not item.is_open:
        return Change(item, happened=False)
    _refuse_blocked(item)
    _refuse_unproven(item)
    return _set_state(item, ItemState.DONE, by=by, now=now)


def skip(item: Item, reason: str, *, by: User, now: datetime) -> Change:
    """Set a locked item aside as not applicable, with a reason. Doing it again changes nothing.

    Raises:
        CannotChange: there is no reason, or the item is done.
    """
    if item.is_skipped:
        return Change(item, happened=False)
    if item.is_done:
        raise CannotChange("This item is done already. Open it again before you set it aside.")
    if not reason.strip():
        raise CannotChange("Say why this item does not apply.")
    item.skip_reason = reason.strip()
    return _set_state(item, ItemState.SKIPPED, by=by, now=now)


def reopen(item: Item) -> Change:
    """Open a locked item again, and block what waits for it. An open item stays as it is."""
    if item.is_open:
        return Change(item, happened=False)
    item.state, item.skip_reason = ItemState.OPEN, ""
    item.closed_at = item.closed_by = None
    return _save(item, closed=-1)


def reassign(item: Item, person: User) -> Change:
    """Give a locked item to one person; whoever helped no longer does.

    Raises:
        CannotChange: the item is no longer open.
    """
    if not item.is_open:
        raise CannotChange("This item is closed. Open it again before you give it to somebody.")
    if item.assignee_id == person.pk and item.helper_id is None:
        return Change(item, happened=False)
    item.assignee, item.helper = person, None
    item.save(update_fields=["assignee", "helper"])
    return Change(item, happened=True)


def move(item: Item, due_on: date) -> Change:
    """Give a locked item another day, and pin it there.

    Raises:
        CannotChange: the item is no longer open.
    """
    if not item.is_open:
        raise CannotChange("This item is closed. Open it again before you move it.")
    if item.due_on == due_on:
        return Change(item, happened=False)
    item.due_on, item.is_pinned = due_on, True
    item.save(update_fields=["due_on", "is_pinned"])
    totals.refresh_days(item.checklist)
    totals.refresh(item.checklist)
    return Change(item, happened=True)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item somebody adds to a running checklist."""

    phase_id: int
    title: str
    guidance: str
    assignee: User
    due_on: date
    is_required: bool
    is_gate: bool
    key: UUID = field(default_factory=uuid4)
    """Of the opened form; the same key adds one item."""

    @property
    def answers(self) -> dict[str, object]:
        """What was typed, under the names by which the item keeps it."""
        return {
            "phase_id": self.phase_id,
            "title": self.title,
            "guidance": self.guidance,
            "assignee_id": self.assignee.pk,
            "planned_on": self.due_on,
            "is_required": self.is_required,
        }


@transaction.atomic
def add(checklist_id: int, new: NewItem, *, role: str = ItemRole.MANAGER) -> Change:
    """Add an item at the end of a phase; the same opened form adds it once.

    Raises:
        SentBefore: the form added another item.
    """
    checklist = totals.lock(checklist_id)
    before = made_before(Item.objects.filter(checklist=checklist), new.key, **new.answers)
    if before:
        return Change(before, happened=False)
    phase = Phase.objects.get(pk=new.phase_id, checklist=checklist)
    position = phase.next_position
    item = Item.objects.create(
        checklist=checklist,
        phase=phase,
        position=position,
        number=f"{phase.number}.{position}",
        title=new.title,
        guidance=new.guidance,
        role=role,
        assignee=new.assignee,
        anchor="start",
        offset=0,
        planned_on=new.due_on,
        due_on=new.due_on,
        is_pinned=True,
        is_required=new.is_required,
        is_gate=new.is_gate,
        request_key=new.key,
    )
    totals.refresh_days(checklist)
    totals.refresh(checklist)
    return Change(item, happened=True)


def hand_over(checklist_id: int, role: str, former: User, holder: User) -> int:
    """Give the open items of a role from its former holder to the new one.

    Items that somebody else was given by hand stay there.

    Returns:
        How many items moved.
    """
    roles = [role]
    if role in {ItemRole.OUTGOING, ItemRole.INCOMING}:
        roles.append(ItemRole.BOTH)
    open_items = Item.objects.filter(checklist_id=checklist_id, role__in=roles).open()
    moved = open_items.filter(assignee=former).update(assignee=holder)
    return moved + open_items.filter(helper=former).update(helper=holder)


def hand_over_all(checklist_id: int, former: User, holder: User) -> int:
    """Give every open item of somebody who leaves to another person.

    Returns:
        How many items moved.
    """
    open_items = Item.objects.filter(checklist_id=checklist_id).open()
    moved = open_items.filter(assignee=former).update(assignee=holder)
    return moved + open_items.filter(helper=former).update(helper=holder)


def _refuse_blocked(item: Item) -> None:
    if not item.blockers:
        return
    waiting = [str(other) for other in item.waits_for.all() if other.is_open]
    if waiting:
        raise CannotChange(f"It waits for {words.listing([f'“{name}”' for name in waiting])}.")


def _refuse_unproven(item: Item) -> None:
    counter = proof.counter_of(item.proof)
    if counter and not getattr(item, counter):
        raise CannotChange(proof.missing(item.proof))


def _set_state(item: Item, state: ItemState, *, by: User, now: datetime) -> Change:
    item.state, item.closed_by, item.closed_at = state, by, now
    return _save(item, closed=1)


def _save(item: Item, *, closed: int) -> Change:
    """Save an item that was closed or opened again, and all that hangs on it.

    Three queries; one more where something waits for it, and one where the first in line changes.
    """
    CLOSING.save(item)
    if getattr(item, "is_awaited", True):
        totals.count_blockers_behind(item)
    totals.shift(item, closed)
    return Change(item, happened=True)
