"""How far a section has come, until when a question can be due, what becomes of a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from config.lib.workdays import WorkCalendar
from transitions.dossier.choices import Answer, Course, Stance, Standing

if TYPE_CHECKING:
    from transitions.dossier.models import Decision

TACIT = "tacit"
"""The section of what no system holds: the questions and their answers."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a section, and the stamp of what it held then; empty where nobody did."""

    confirmed: str = ""
    answer: str = Answer.NONE
    answered: str = ""


def standing(said: Said, stamp: str, *, is_empty: bool) -> Standing:
    """How far a section has come.

    Who hands over confirms what it says; who takes over accepts just that. So both count only for
    the stamp that they were given for: a change afterwards asks for both again.

    Args:
        said: who said what.
        stamp: of what the section holds now.
        is_empty: whether it holds nothing, and nobody said that there is nothing to tell.
    """
    if said.answer == Answer.ACCEPTED and said.answered == stamp:
        return Standing.ACCEPTED
    if said.confirmed == stamp and stamp:
        is_refused = said.answer == Answer.REFUSED and said.answered == stamp
        return Standing.REFUSED if is_refused else Standing.CONFIRMED
    if said.answer == Answer.ACCEPTED:
        return Standing.REOPENED
    if is_empty:
        return Standing.EMPTY
    return Standing.CHANGED if said.confirmed else Standing.OPEN


def last_day_to_answer(
    last_day_on: date | None, ends_on: date, reads_until: date | None = None
) -> date:
    """The last day on which an answer can be due: before who hands over has left.

    Args:
        last_day_on: the last working day of who hands over; None where they stay.
        ends_on: the last day of the transition.
        reads_until: the last day on which they read the account; None until ownership has moved.
    """
    leaves = None if last_day_on is None else last_day_on - timedelta(days=1)
    return min(day for day in (leaves, ends_on, reads_until) if day is not None)


def escalates_on(due_on: date, calendar: WorkCalendar) -> date:
    """When a question that nobody answered goes to who manages the transition.

    Args:
        due_on: the day on which the answer was due.
        calendar: the working days of who manages it; nobody is told on a day off.
    """
    return calendar.next_working(due_on + timedelta(days=1))


UNSAID = {Course.UNDECIDED, Course.CHANGED}
"""What who takes over still has to decide."""
WAITS_FOR_CLIENT = {Course.UNTOLD, Course.ASKED_ANEW}
"""Of what the client does not know yet."""


def course(decision: Decision | None, *, version: int, incoming: int, has_moved: bool) -> Course:
    """What becomes of an open commitment.

    A decision counts for who takes over now, and for what the commitment said then; once
    ownership has moved nobody decides anew, so it stays as it was.

    Args:
        decision: what was decided, if anything.
        version: of the commitment now.
        incoming: the number of who takes over.
        has_moved: whether they own the account by now.
    """
    if decision is None or decision.by_id != incoming:
        return Course.PASSED if has_moved else Course.UNDECIDED
    if decision.seen != version and not has_moved:
        return Course.CHANGED
    is_told = decision.client_told_on is not None
    if decision.stance == Stance.DECLINES:
        return Course.DECLINED if is_told else Course.UNTOLD
    if decision.stance == Stance.RENEGOTIATES:
        if decision.agreed_at:
            return Course.AGREED
        return Course.IN_TALKS if is_told else Course.ASKED_ANEW
    return Course.TAKEN
