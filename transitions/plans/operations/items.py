"""What people do with the items of a transition; each change leaves one log entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from accounts.people.models import User
from checklists.library.choices import ItemRole
from checklists.runs.models import Attachment, Item, Note
from checklists.runs.operations import evidence
from checklists.runs.operations import items as checklist_items
from checklists.runs.operations.items import CannotChange, Change, NewItem
from config.lib import words
from config.lib.kept import atomic_once_more
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import days, health, log
from transitions.plans.operations.locking import lock
from transitions.plans.operations.working import ReadsOnly, Who, refuse_inactive
from transitions.plans.operations.working import lock as lock_item
from transitions.plans.queries import moving

__all__ = ["CannotChange", "DoesNotFit", "NewItem", "ReadsOnly", "Who", "WrongPerson"]

Ticking = Callable[[int | None, int, Who], Change]
"""`tick` or `untick`."""


class DoesNotFit(CannotChange):
    """What does not fit about a day, in words; it can be taken all the same."""


class WrongPerson(CannotChange):
    """Why somebody cannot be given an item, in words for the person who tried."""


@atomic_once_more
def tick(transition_id: int | None, item_id: int, who: Who) -> Change:
    """Mark an item done. Two people at once leave one tick and one entry.

    Args:
        transition_id: where the item has to be; None where it may be anywhere.
        item_id: the item.
        who: who ticks it.

    Raises:
        CannotChange: the transition is not active, the item waits, or its proof is missing.
        Item.DoesNotExist: they see no such item, or it is not one of this transition.
        ReadsOnly: they do not work on its transition.
    """
    transition, item = lock_item(item_id, who, transition_id=transition_id)
    change = checklist_items.close(item, by=who.by, now=who.now)
    return _logged(transition, change, "Ticked", who)


@atomic_once_more
def untick(transition_id: int | None, item_id: int, who: Who) -> Change:
    """Open an item again, as `tick` finds it.

    Raises:
        CannotChange: the transition is not active.
    """
    transition, item = lock_item(item_id, who, transition_id=transition_id)
    return _logged(transition, checklist_items.reopen(item), "Opened again", who)


@atomic_once_more
def with_note(
    ticking: Ticking, transition_id: int | None, item_id: int, body: str, who: Who
) -> Change:
    """Write a note first, which may be what proves the item, then tick or untick it; or neither.

    Raises:
        CannotChange: the note or the tick is refused, for the reasons of `note` and `tick`.
        SentBefore: the form wrote another note.
    """
    note(transition_id, item_id, body, who)
    return ticking(transition_id, item_id, who)


@atomic_once_more
def skip(transition_id: int, item_id: int, reason: str, who: Who) -> Change:
    """Set an item aside as not applicable.

    Raises:
        CannotChange: the transition is not active, or there is no reason.
    """
    transition, item = lock_item(item_id, who, transition_id=transition_id)
    change = checklist_items.skip(item, reason, by=who.by, now=who.now)
    return _logged(transition, change, "Set aside", who, notes=reason)


@atomic_once_more
def reassign(transition_id: int, item_id: int, person: User, who: Who) -> Change:
    """Give an item to another person of the team.

    Raises:
        CannotChange: the transition is not active, or the item is closed.
        WrongPerson: the person is not on its team, or can no longer sign in.
    """
    transition, item = lock_item(item_id, who, transition_id=transition_id)
    _roles_of(person, transition)
    change = checklist_items.reassign(item, person)
    return _logged(transition, change, f"Gave to {person}:", who)


@atomic_once_more
def move_date(
    transition_id: int, item_id: int, due_on: date, who: Who, *, anyway: bool = False
) -> Change:
    """Give an item another day; `anyway`, where somebody knows that the day does not fit.

    Raises:
        CannotChange: the transition is not active, the item is closed, or the day is too far
            away or no working day.
        DoesNotFit: somebody is away or has left by then, an item comes in the wrong order, or
            the day is on the other side of the day of ownership.
    """
    transition, item = lock_item(item_id, who, transition_id=transition_id)
    _refuse_day_off(transition, due_on)
    if not anyway:
        _refuse_doubts(transition, item, due_on)
    change = checklist_items.move(item, due_on)
    return _logged(
        transition, change, f"Moved to {words.kept_day(due_on)}:", who, kind=LogKind.DATES
    )


@atomic_once_more
def note(transition_id: int | None, item_id: int, body: str, who: Who) -> Note:
    """Write a note on an item; the same opened form writes it once.

    Raises:
        CannotChange: the transition is not active, or the note is empty.
        SentBefore: the form wrote another note.
    """
    transition, _ = lock_item(item_id, who, transition_id=transition_id)
    if not body.strip():
        raise CannotChange("The note is empty. Write what the others should know.")
    written, is_new = evidence.add_note(item_id, body, who.sent)
    if is_new:
        activity = f"Noted on “{written.item.title}”"
        log.write_about(written.item, transition, LogKind.ITEM, activity, who)
    return written


def attach(transition_id: int, item_id: int, upload: UploadedFile[bytes], who: Who) -> Attachment:
    """Keep a file on an item; the same opened form keeps it once.

    It is stored before anything is locked, so that nobody waits for a slow storage.

    Raises:
        CannotChange: the transition is not active.
        SentBefore: the form kept another file.
        WrongFile: the file is empty, too large or of a kind that is not kept.
    """
    with evidence.laid(item_id, upload, who.sent) as laid:
        kept, is_new = _keep(transition_id, laid, who)
    if not is_new:
        evidence.refuse_other(kept, upload)
    return kept


@atomic_once_more
def _keep(transition_id: int, laid: Attachment, who: Who) -> tuple[Attachment, bool]:
    """Write the row of a stored file and its entry; whether it is this one, too."""
    transition, _ = lock_item(laid.item_id, who, transition_id=transition_id)
    kept, is_new = evidence.keep(laid)
    if is_new:
        activity = f"Added the file “{kept.name}” to “{kept.item.title}”"
        log.write_about(kept.item, transition, LogKind.ITEM, activity, who)
    return kept, is_new


@atomic_once_more
def add(transition_id: int, new: NewItem, who: Who) -> Item:
    """Add an item to a running checklist; the same opened form adds it once.

    It gets the role of its person, so that it goes along when somebody else takes over that role.

    Raises:
        CannotChange: the transition is not active, or the day is too far away or no working day.
        WrongPerson: the person is not on the team, or can no longer sign in.
        SentBefore: the form added another item.
    """
    transition = lock(transition_id)
    refuse_inactive(transition)
    _refuse_day_off(transition, new.due_on)
    assert transition.checklist_id is not None  # noqa: S101 - the database holds this
    held = _roles_of(new.assignee, transition)
    role = next((role for role in ItemRole if role in held), ItemRole.MANAGER)
    added = checklist_items.add(transition.checklist_id, new, role=role)
    if added.happened:
        activity = f"Added “{new.title}” for {new.assignee}, due {words.kept_day(new.due_on)}"
        log.write_about(added.item, transition, LogKind.ITEM, activity, who)
        _settle(transition, added, who)
    return added.item


def _roles_of(person: User, transition: Transition) -> list[str]:
    """The roles that somebody holds on the team by now.

    Raises:
        WrongPerson: none, or they can no longer sign in.
    """
    held = dict(transition.team.filter(person=person).values_list("role", "person__is_active"))
    if not held:
        raise WrongPerson(f"{person} is not on the team. Add {person.first_name} there first.")
    if not all(held.values()):
        raise WrongPerson(f"{person} can no longer sign in. Choose someone else.")
    return list(held)


def _refuse_day_off(transition: Transition, due_on: date) -> None:
    if far := days.too_far(transition, due_on):
        raise CannotChange(far)
    day_off = transition.calendar.work_calendar().reason_off(due_on)
    if day_off:
        raise CannotChange(f"{words.day(due_on)} is no working day ({day_off}).")


def _refuse_doubts(transition: Transition, item: Item, due_on: date) -> None:
    if item.is_open and item.due_on != due_on and (said := moving.doubts(transition, item, due_on)):
        doubts = " ".join(words.sentence(one) for one in said)
        raise DoesNotFit(f"{doubts} Choose another day, or move it all the same.")


def _logged(
    transition: Transition,
    change: Change,
    verb: str,
    who: Who,
    *,
    notes: str = "",
    kind: LogKind = LogKind.ITEM,
) -> Change:
    if change.happened:
        activity = f"{verb} “{change.item.title}”"
        log.write_about(change.item, transition, kind, activity, who, notes=notes)
        _settle(transition, change, who)
    return change


def _settle(transition: Transition, change: Change, who: Who) -> None:
    """Let health follow the totals, which the change has just counted again."""
    transition.checklist = change.item.checklist
    health.settle(transition, now=who.now)
