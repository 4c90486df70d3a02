"""Entries in the log of a transition: by the operations, and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localtime

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations.guards import SentBefore, made_before
from config.lib.kept import KeptInsert
from transitions.plans.choices import LogKind, State
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import days
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who

LONGEST = 300
"""Characters of an activity; what is longer is cut, the whole text goes to the notes."""

CLOSED = "This transition was cancelled. Its log is closed."


def write(
    transition: Transition,
    kind: LogKind,
    activity: str,
    *,
    by: User | None,
    at: datetime,
    notes: str = "",
) -> LogEntry:
    """Write what happened, in the same transaction; `by` is empty when Changeover did it."""
    return ENTRIES.add(entry(transition, kind, activity, by=by, at=at, notes=notes))


def write_about(
    item: Item, transition: Transition, kind: LogKind, activity: str, who: Who, *, notes: str = ""
) -> LogEntry:
    """Write what somebody did with one item, as `write` does, so that the entry leads to it."""
    told = entry(transition, kind, activity, by=who.by, at=who.now, notes=notes)
    told.item = item
    return ENTRIES.add(told)


def write_all(entries: Sequence[LogEntry]) -> None:
    """Write what happened on many transitions, one `entry` for each; one query."""
    LogEntry.objects.bulk_create(entries)


def entry(
    transition: Transition,
    kind: LogKind,
    activity: str,
    *,
    by: User | None,
    at: datetime,
    notes: str = "",
) -> LogEntry:
    """What `write` writes, not written yet."""
    if len(activity) > LONGEST:
        notes = f"{activity}\n{notes}".strip()
        activity = f"{activity[: LONGEST - 1]}…"
    return LogEntry(
        transition=transition,
        kind=kind,
        happened_at=at,
        activity=activity,
        responsible=by,
        written_by=by,
        notes=notes,
    )


ENTRIES = KeptInsert(LogEntry)
"""Almost everything that is done writes one."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person tells: what happened, when, who was responsible; `key` of the opened form."""

    activity: str
    responsible: User
    at: datetime
    notes: str = ""
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def add_by_hand(transition_id: int, told: ByHand, *, by: User) -> LogEntry:
    """Write what a person tells; the same opened form writes it once.

    Raises:
        Refused: the transition was cancelled, or the day is too far away.
        SentBefore: the form wrote something else already.
    """
    transition = lock(transition_id)
    if transition.state == State.CANCELLED:
        raise Refused(CLOSED)
    if far := days.too_far(transition, localtime(told.at).date()):
        raise Refused(far)
    return _written_before(transition, told, by) or LogEntry.objects.create(
        transition=transition,
        kind=LogKind.MANUAL,
        happened_at=told.at,
        activity=told.activity,
        responsible=told.responsible,
        written_by=by,
        notes=told.notes,
        request_key=told.key,
    )


def _written_before(transition: Transition, told: ByHand, by: User) -> LogEntry | None:
    """What the same form wrote; the hour may differ, as today's entries have that of sending."""
    before = made_before(
        LogEntry.objects.filter(transition=transition, written_by=by),
        told.key,
        activity=told.activity,
        responsible_id=told.responsible.pk,
        notes=told.notes,
    )
    if before and localtime(before.happened_at).date() != localtime(told.at).date():
        raise SentBefore(before)
    return before
