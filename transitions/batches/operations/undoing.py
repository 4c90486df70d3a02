"""Taking a batch back: items that nobody has changed since get what they had before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import many
from config.lib.kept import atomic_once_more
from config.lib.site_time import site_day
from transitions.batches.choices import Action
from transitions.batches.models import UNDONE_WITHIN, Batch, BatchItem
from transitions.batches.operations.following import Told, follow
from transitions.batches.operations.locking import lock
from transitions.batches.queries import moves, opening
from transitions.batches.queries.ground import Ground, ground_of
from transitions.batches.rules.wish import taken_back
from transitions.plans.operations.working import Who

UNSEEN = "You do not see its transition any more."
CHANGED = "Somebody has changed it since."


class CannotUndo(Exception):
    """Why a batch cannot be taken back, in words for who made it."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of an undo: how many items it put back, and which stayed as they are, and why.

    An item that is not seen any more has no title.
    """

    batch: Batch
    restored: int
    kept: tuple[tuple[str, str], ...] = ()
    happened: bool = True


@atomic_once_more
def undo(batch_id: int, who: Who) -> Undone:
    """Give the items of a batch what they had before; the second time nothing happens.

    What somebody has changed since stays as it is, and so does what would not fit any more; its
    line says why. Where that is all of them, the batch can still be taken back later.

    Raises:
        Batch.DoesNotExist: this person has made no such batch.
        CannotUndo: it is too old, or its mails are on their way.
    """
    batch = Batch.objects.visible_to(who.by).select_for_update().get(pk=batch_id)
    if batch.is_undone:
        return Undone(batch, 0, happened=False)
    _refuse(batch, who)
    lines = list(batch.lines.filter(why_not=""))
    ids = [line.item_id for line in lines]
    lock(who.by, ids)
    ground = ground_of(who.by, ids, site_day(who.now))
    restored = _put_back(batch, lines, ground)
    BatchItem.objects.bulk_update(lines, ["kept_why"])
    if restored:
        batch.undone_at = who.now
        batch.save(update_fields=["undone_at"])
        told = Told(lambda count: f"Undo: {taken_back(batch.action, count)}", {})
        follow(batch.action, restored, ground, told, who)
    return Undone(batch, len(restored), _kept(lines, ground))


def _kept(lines: list[BatchItem], ground: Ground) -> tuple[tuple[str, str], ...]:
    """The titles of the items that stay as they are, each with the reason."""
    titles = {item.pk: item.title for item in ground.items}
    return tuple((titles.get(line.item_id, ""), line.kept_why) for line in lines if line.kept_why)


def _refuse(batch: Batch, who: Who) -> None:
    if batch.is_mail:
        raise CannotUndo("Mails cannot be taken back.")
    if not batch.can_be_undone(who.now):
        raise CannotUndo(f"Changes can be taken back for {UNDONE_WITHIN.days} days.")


def _put_back(batch: Batch, lines: list[BatchItem], ground: Ground) -> list[Item]:
    """Write former values into the items that have still those of the batch; returns these."""
    found = {item.pk: item for item in ground.items}
    holders = {line.before.get(hand) for line in lines for hand in ("assignee", "helper")}
    people = User.objects.in_bulk([pk for pk in holders if pk])
    for line in lines:
        item = found.get(line.item_id)
        line.kept_why = UNSEEN if item is None else _kept_why(batch, line, item, ground, people)
    stay = _why_stay(batch, [line for line in lines if not line.kept_why], ground)
    restored = []
    for line in lines:
        line.kept_why = line.kept_why or stay.get(line.item_id, "")
        if not line.kept_why:
            _restore(batch, line, found[line.item_id])
            restored.append(found[line.item_id])
    many.put_back(restored)
    return restored


def _why_stay(batch: Batch, lines: list[BatchItem], ground: Ground) -> Mapping[int, str]:
    """What no longer fits about former values, together, by item: a day, or being open."""
    if batch.action == Action.ASSIGN:
        return {}
    if batch.action != Action.MOVE:
        return opening.why_stay([line.item_id for line in lines], batch.made_at)
    former = {line.item_id: date.fromisoformat(line.before["due_on"]) for line in lines}
    known = {line.item_id: line.before.get("doubts", ()) for line in lines}
    return moves.why_stay(ground, former, known)


def _kept_why(
    batch: Batch, line: BatchItem, item: Item, ground: Ground, people: Mapping[int, User]
) -> str:
    if why_not := ground.refusal(item):
        return why_not
    if not _is_as_left(batch, line, item):
        return CHANGED
    for pk in (line.before.get("assignee"), line.before.get("helper")):
        person = people.get(pk) if pk else None
        if person and not (person.is_active and ground.is_on_team(person.pk, item)):
            return f"{person} is not on the team any more."
    return ""


def _is_as_left(batch: Batch, line: BatchItem, item: Item) -> bool:
    """Whether an item has still what the batch gave it."""
    after: dict[str, Any] = line.after
    if batch.action == Action.ASSIGN:
        return item.is_open and (item.assignee_id, item.helper_id) == (after["assignee"], None)
    if batch.action == Action.MOVE:
        return item.is_open and item.due_on.isoformat() == after["due_on"]
    is_by_batch = (item.closed_at, item.closed_by_id) == (batch.made_at, batch.by_id)
    return is_by_batch and item.state == after["state"]


def _restore(batch: Batch, line: BatchItem, item: Item) -> None:
    before: dict[str, Any] = line.before
    if batch.action == Action.ASSIGN:
        item.assignee_id, item.helper_id = before["assignee"], before["helper"]
    elif batch.action == Action.MOVE:
        item.due_on, item.is_pinned = date.fromisoformat(before["due_on"]), before["is_pinned"]
    else:
        item.state, item.skip_reason = before["state"], ""
        item.closed_at = item.closed_by = None
