"""Questions that wait for an answer, and whether they went to who manages the transition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.people.choices import Rhythm
from accounts.people.models import User
from config.lib.workdays import calendar_of
from transitions.dossier.models import Question
from transitions.dossier.permissions import may_withdraw
from transitions.dossier.queries.titles import title_of
from transitions.dossier.rules import escalates_on
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Pending:
    """An open question; `went_on` is the day on which it went to the manager, if it has.

    `is_told` says whether a digest tells them; without one they find it in their work.
    `may_withdraw` is of who looks.
    """

    question: Question
    went_on: date | None
    is_told: bool
    may_withdraw: bool

    @property
    def section_title(self) -> str:
        return title_of(self.question.section)


def pending(
    transition: Transition, questions: Iterable[Question], today: date, user: User
) -> tuple[Pending, ...]:
    """The open ones among the questions of a transition whose people are loaded; no query."""
    manager = transition.manager
    is_told = manager.digest_rhythm != Rhythm.OFF
    return tuple(
        Pending(one, _went_on(transition, one, today), is_told, may_withdraw(user, transition, one))
        for one in questions
        if one.answered_at is None
    )


def _went_on(transition: Transition, question: Question, today: date) -> date | None:
    if question.due_on is None or transition.manager_id == transition.outgoing_id:
        return None
    day = escalates_on(question.due_on, calendar_of(transition.manager.country))
    return day if transition.is_active and day <= today else None
