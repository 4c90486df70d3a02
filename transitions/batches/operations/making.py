"""Doing to many items what somebody has seen in a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklists.runs.operations import many
from checklists.runs.operations.guards import SentBefore
from config.lib import words
from config.lib.kept import atomic_once_more
from config.lib.site_time import site_day
from transitions.batches.choices import Action
from transitions.batches.models import Batch, BatchItem
from transitions.batches.operations import reminding
from transitions.batches.operations.following import Told, follow
from transitions.batches.operations.locking import lock
from transitions.batches.queries import planning
from transitions.batches.queries.ground import ground_of
from transitions.batches.rules.step import Step
from transitions.batches.rules.wish import Wish
from transitions.plans.operations.working import Who


class NothingToDo(Exception):
    """Nothing can be done of what was taken, in words for who took it."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed: this is not as you saw it any more. Look again.")


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants done: all items that they had chosen, and the stamps of those taken."""

    wish: Wish
    item_ids: Sequence[int]
    taken: Mapping[int, str]


@atomic_once_more
def make(order: Order, who: Who) -> tuple[Batch, bool]:
    """Do to the items what the preview said, and nothing else; one entry in each log.

    An item that has changed since the preview stays as it is, and its line says so. The same
    preview makes one batch; whoever sends it again gets that.

    Returns:
        The batch, and whether it was made just now.

    Raises:
        NothingToDo: nothing can be done of what was taken.
        SentBefore: somebody else has used the key of the form.
    """
    lock(who.by, order.item_ids)
    if before := _made_before(who):
        return before, False
    ground = ground_of(who.by, order.item_ids, site_day(who.now))
    steps = planning.agreed(order.wish, ground, order.taken)
    going = [step for step in steps if step.goes]
    if not going:
        raise NothingToDo
    batch = _keep(order.wish, steps, who)
    _write(order.wish, going, who)
    if order.wish.action == Action.REMIND:
        reminding.remind(batch, going, who)
    told = Told(order.wish.said, _about(order.wish, going), order.wish.words)
    follow(order.wish.action, [step.item for step in going], ground, told, who)
    return batch, True


def _made_before(who: Who) -> Batch | None:
    found = Batch.objects.filter(request_key=who.key).first() if who.key else None
    if found and found.by_id != who.by.pk:
        raise SentBefore
    return found


def _keep(wish: Wish, steps: Sequence[Step], who: Who) -> Batch:
    """Write down what is done, and what was before; two queries."""
    going = sum(step.goes for step in steps)
    batch = Batch.objects.create(
        by=who.by,
        action=wish.action,
        made_at=who.now,
        person=wish.person,
        days=wish.days or None,
        words=wish.words,
        changed=going,
        left_out=len(steps) - going,
        request_key=who.sent.key,
    )
    BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch,
            item=step.item,
            before=step.before if step.goes else {},
            after=step.after if step.goes else {},
            why_not=step.why_not,
        )
        for step in steps
    )
    return batch


def _write(wish: Wish, going: Sequence[Step], who: Who) -> None:
    ids = [step.item.pk for step in going]
    if wish.action == Action.ASSIGN and wish.person:
        many.reassign(ids, wish.person)
    elif wish.action == Action.MOVE:
        days = {step.item.pk: date.fromisoformat(step.after["due_on"]) for step in going}
        many.move([step.item for step in going], days)
    elif wish.action == Action.DONE:
        many.close(ids, by=who.by, now=who.now)
    elif wish.action == Action.SKIP:
        many.skip(ids, wish.words, by=who.by, now=who.now)


def _about(wish: Wish, going: Sequence[Step]) -> Mapping[int, str]:
    """For the log: from which day to which items moved, and what was done although it does not
    fit."""
    is_move = wish.action == Action.MOVE
    return {step.item.pk: _told(step, is_move) for step in going if is_move or step.doubts}


def _told(step: Step, is_move: bool) -> str:
    said = f"“{step.item.title}”"
    if is_move:
        old, new = (date.fromisoformat(values["due_on"]) for values in (step.before, step.after))
        said += f" from {words.kept_day(old)} to {words.kept_day(new)}"
    return f"{said}, all the same: {step.doubt}" if step.doubts else said
