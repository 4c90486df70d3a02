"""Questions, promises and what a digest tells of them."""

from __future__ import annotations

from datetime import date, datetime

from accounts.people.models import User
from accounts.profile.models import Commitment
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision, Question
from transitions.plans.models import Transition
from transitions.reminders.queries.agendas import agendas
from transitions.reminders.rules.waiting import Waiting

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


def ask(found: Transition, due_on: date, text: str = "Who signs?") -> Question:
    return Question.objects.create(
        transition=found,
        section="contracts",
        text=text,
        asked_by=found.incoming,
        asked_at=datetime.fromisoformat("2026-11-10T08:00:00+00:00"),
        due_on=due_on,
    )


def answer(question: Question, by: User, at: datetime) -> None:
    question.answer, question.answered_by, question.answered_at = "Petra.", by, at
    question.save()


def waiting(person: User, today: date = TUESDAY) -> Waiting:
    """What a digest tells somebody on a day."""
    person.refresh_from_db()
    return agendas([person], today)[person.pk].waiting


def promise(found: Transition, due_on: date | None, **fields: object) -> Commitment:
    return Commitment.objects.create(
        account=found.account,
        promise="A second driver app",
        due_on=due_on,
        updated_at=found.created_at,
        **fields,
    )


def decide(found: Transition, made: Commitment, stance: Stance, **fields: object) -> Decision:
    words = "" if stance == Stance.TAKES_OVER else "Too dear."
    return Decision.objects.create(
        transition=found,
        commitment=made,
        stance=stance,
        seen=made.version,
        by=found.incoming,
        at=found.created_at,
        words=words,
        **fields,
    )
