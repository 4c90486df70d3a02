"""A running transition gets other dates, all of it or nothing."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime

from django.db import transaction

from accounts.people.models import User
from accounts.people.operations import absences
from accounts.people.permissions import may_edit
from checklists.library.choices import Anchor
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from checklists.runs.operations import replanning as checklist
from checklists.runs.operations import totals
from config.lib import places, words
from transitions.plans.choices import LogKind, State
from transitions.plans.models import Transition
from transitions.plans.operations import health, log, told
from transitions.plans.operations.locking import Refused, bump, lock
from transitions.plans.rules import not_now
from transitions.replanning.choices import REPLANNED
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.proposal import Fate, Line, Proposal
from transitions.replanning.queries.proposing import propose
from transitions.replanning.queries.running import running_of

LABELS = {
    "starts_on": "start",
    "counts_from": "open items count from",
    "owns_on": "ownership",
    "ends_on": "last day",
    "calendar": "calendar",
}


STALE = "Something changed since this plan was shown. It is worked out anew below."


class Stale(Refused):
    """Something changed since the plan was shown."""


@transaction.atomic
def replan(
    transition_id: int, answers: Answers, *, seen: str, by: User, now: datetime, today: date
) -> Proposal:
    """Give a running transition the plan that was shown; one that changes nothing is not logged.

    Absences are entered for the people, days, phases, totals and health follow. The first plan
    stays as it is.

    Args:
        transition_id: the transition.
        answers: what is wanted.
        seen: the stamp of what the plan was shown from.
        by: who accepts it.
        now: when.
        today: the day before which nothing is placed.

    Raises:
        Stale: an item, its people, their absences or the calendar changed since then.
        Refused: it does not run, or somebody else keeps the absences of these people.
        AwayAlready: somebody is away on some of these days already.
    """
    transition = lock(transition_id)
    if why := not_now("replan", State(transition.state)):
        raise Refused(why)
    assert transition.checklist_id is not None  # noqa: S101 - the database holds this
    transition.checklist = totals.lock(transition.checklist_id)
    running = running_of(transition)
    if running.stamp(today) != seen:
        raise Stale(STALE)
    with places.written_for(places.BRITISH):  # for the log
        proposal = propose(running, answers, today)
    if proposal.changes:
        _enter_absences(answers, by)
        _write(transition, proposal, by=by, now=now)
    return proposal


def _enter_absences(answers: Answers, by: User) -> None:
    for one in answers.away:
        if not may_edit(by, one.person):
            raise Refused(f"You do not keep the absences of {one.person}.")
        absences.add(one.person, one.kind, first=one.first, last=one.last)


def _write(transition: Transition, proposal: Proposal, *, by: User, now: datetime) -> None:
    assert transition.checklist is not None  # noqa: S101 - the database holds this
    changed = [line for line in proposal.lines if line.changes and line.fate != Fate.DROPPED]
    transition.checklist = checklist.replan(
        transition.checklist,
        placed=[_placed(line) for line in proposal.lines if _is_placed(line)],
        chosen=[_chosen(line) for line in changed if line.is_chosen],
        set_aside=[_set_aside(line, by, now) for line in proposal.of(Fate.DROPPED)],
        begins={one.phase.pk: one.begins_on for one in proposal.phases if not one.is_closed},
    )
    for name, (_, wanted) in proposal.frame.items():
        setattr(transition, name, wanted)
    bump(transition, *proposal.frame)
    log.write(transition, LogKind.DATES, _activity(proposal), by=by, at=now, notes=_notes(proposal))
    health.settle(transition, now=now)
    told.tell(transition)


def _is_placed(line: Line) -> bool:
    item = line.item
    if line.fate not in {Fate.MOVES, Fate.STAYS, Fate.PINNED}:
        return False
    is_other = (line.due_on, line.is_gate) != (item.due_on, item.is_gate)
    return is_other or _planned(line) != item.replanned_on


def _planned(line: Line) -> date | None:
    """The day that the plan gives an item; a pinned one keeps what it was given before."""
    item = line.item
    if line.fate == Fate.PINNED or line.due_on == (item.replanned_on or item.planned_on):
        return item.replanned_on
    return line.due_on


def _placed(line: Line) -> Item:
    item = copy(line.item)
    item.replanned_on, item.due_on, item.is_gate = _planned(line), line.due_on, line.is_gate
    return item


def _chosen(line: Line) -> Item:
    item = copy(line.item)
    item.is_pinned, item.anchor, item.offset = line.is_pinned, Anchor(line.anchor), line.offset
    if line.is_given:
        item.assignee, item.helper = line.hands[0], None
    return item


def _set_aside(line: Line, by: User, now: datetime) -> Item:
    item = copy(line.item)
    item.state, item.closed_at, item.closed_by = ItemState.SKIPPED, now, by
    item.skip_reason = line.fix.reason if line.fix else ""
    if not item.skip_reason:
        raise Refused(f"Say why “{item.title}” does not apply.")
    return item


def _activity(proposal: Proposal) -> str:
    frame = [
        f"{LABELS[name]} {_said(was)} → {_said(wanted)}"
        for name, (was, wanted) in proposal.frame.items()
    ]
    moved = len(proposal.of(Fate.MOVES))
    items = f"{words.count(moved, 'item')} moved"
    return f"{REPLANNED}: {', '.join([*frame, items])}"


def _said(value: object) -> str:
    if value is None:
        return "the start"
    return words.kept_day(value) if isinstance(value, date) else str(value)


def _notes(proposal: Proposal) -> str:
    away = [
        f"{one.person} is away {words.kept_day(one.first)} – {words.kept_day(one.last)}"
        for one in proposal.answers.away
    ]
    lines = [_told(line) for line in proposal.lines if line.changes]
    misfits = [f"Does not fit: {one.item}: {one.problem}" for one in proposal.lines if one.problem]
    return "\n".join([*away, *lines, *misfits])


def _told(line: Line) -> str:
    item = line.item
    if line.fate == Fate.DROPPED:
        return f"{item}: set aside. {line.fix.reason if line.fix else ''}".strip()
    parts = []
    if line.fate == Fate.MOVES:
        parts.append(f"{words.kept_day(item.due_on)} → {words.kept_day(line.due_on)}")
    if line.is_given:
        parts.append(f"given to {line.hands[0]}")
    if line.lets_go:
        parts.append("no longer holds ownership back")
    if item.is_pinned and not line.is_pinned:
        parts.append("planning moves it from now on")
    return f"{item}: {', '.join(parts) or 'stays'}"
