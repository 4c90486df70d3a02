"""Who takes over asks, who hands over answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.clients.choices import Level
from accounts.people.models import User
from checklists.runs.operations.guards import made_before
from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.models import Question
from transitions.dossier.operations.seals import note
from transitions.dossier.queries.dossier import last_day, question_of
from transitions.dossier.queries.levels import is_confidential
from transitions.dossier.queries.prompts import BankPrompt, prompt_called
from transitions.dossier.rules import TACIT
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, of which section, and until when they want to know."""

    section: str
    text: str
    due_on: date
    prompt: str = ""
    level: str = Level.OPEN


@transaction.atomic
def ask(transition_id: int, asked: Asked, who: Who) -> Question:
    """Ask who hands over; the same opened form asks once.

    Raises:
        Refused: it is not theirs to ask, nobody could answer by that day, it was asked before, or
            the bank asks it no more.
        SentBefore: the form asked something else before.
    """
    transition = lock(transition_id)
    if not permissions.may_ask(who.by, transition):
        raise Refused(f"{transition.incoming} asks, and whoever manages the transition.")
    own = transition.questions.filter(asked_by=who.by)
    section = TACIT if asked.prompt else asked.section
    said = {**asdict(asked), "section": section}
    if who.key and _is_withdrawn(own, who.key, said):
        raise Refused("You have withdrawn this question. Open the form anew to ask it again.")
    before = made_before(own, who.key, **said)
    if before:
        return before
    last = last_day(transition)
    today = site_day(who.now)
    if not today <= asked.due_on <= last:
        raise Refused(too_late(transition, last, today))
    if asked.prompt and question_of(transition, asked.prompt):
        raise Refused("This was asked before. You find it among the questions.")
    if asked.prompt:
        _in_use(asked.prompt)
    question = Question.objects.create(
        transition=transition,
        **said,
        asked_by=who.by,
        asked_at=who.now,
        **({"request_key": who.key} if who.key else {}),
    )
    activity = f"{who.by} asked {transition.outgoing}: {_quoted(question)}"
    log.write(transition, LogKind.DOSSIER, activity, by=who.by, at=who.now)
    return question


def _is_withdrawn(own: QuerySet[Question], key: UUID, said: dict[str, str | date]) -> bool:
    """Whether this form asked the same and that was taken back, which left its prompt to others."""
    same = {name: value for name, value in said.items() if name != "prompt"}
    return own.filter(request_key=key, withdrawn_at__isnull=False, **same).exists()


@transaction.atomic
def answer(question_id: int, words: str, who: Who, *, version: int, level: str = "") -> Question:
    """Answer a question, or change the answer; it keeps its level where none is said.

    Who handed over and only answers now makes nothing open that was confidential.

    Raises:
        Question.DoesNotExist: it is gone.
        Refused: it is not theirs to answer, or it was withdrawn.
        Stale: somebody else answered since the page was opened, in other words.
    """
    question = Question.objects.get(pk=question_id)
    transition = lock(question.transition_id)
    question.refresh_from_db()
    if question.withdrawn_at:
        raise Refused(withdrawn(question))
    if not permissions.may_reply(who.by, transition, question):
        raise Refused(answers(transition, who.by))
    if _reads_no_more(transition, who):
        raise Refused(f"{transition.outgoing} reads this account no more, and answers no more.")
    if not level or permissions.keeps_level(who.by, transition, question):
        level = question.level
    if question.answer == words and question.level == level:
        return question
    if question.version != version:
        raise Stale("This was answered since you opened it.")
    question.level = level
    return _told(transition, question, words, who)


@transaction.atomic
def withdraw(question_id: int, who: Who) -> Question:
    """Take back a question that was asked by mistake; safe to call twice.

    It counts no more and waits for nobody, and leaves its prompt to who asks that again. The log
    keeps that it was asked and withdrawn.

    Raises:
        Question.DoesNotExist: it is gone.
        Refused: it was answered meanwhile, or somebody else asked it.
    """
    question = Question.objects.get(pk=question_id)
    transition = lock(question.transition_id)
    question.refresh_from_db()
    if question.withdrawn_at and question.asked_by == who.by:
        return question
    if question.answered_by:
        raise Refused(f"{question.answered_by} has answered it. Question and answer stay.")
    if not permissions.may_withdraw(who.by, transition, question):
        raise Refused("Who asked a question takes it back, while the transition is active.")
    said = f"{who.by} withdrew a question: {_quoted(question)}"
    question.withdrawn_at, question.prompt = who.now, ""
    question.version += 1
    question.save(update_fields=["withdrawn_at", "prompt", "version"])
    log.write(transition, LogKind.DOSSIER, said, by=who.by, at=who.now)
    note(transition, who)
    return question


def answers(transition: Transition, person: User) -> str:
    """Who answers, for somebody who does not."""
    if person.pk == transition.outgoing_id and transition.has_moved:
        return (
            f"Ownership has moved to {transition.incoming}. {person} answers what is asked of "
            "them; what was told before stays."
        )
    return f"{transition.outgoing} answers, and whoever manages the transition."


def _reads_no_more(transition: Transition, who: Who) -> bool:
    """Whether the days of reading are over of who handed over."""
    until = transition.reads_until
    if until is None or permissions.may_tell(who.by, transition):
        return False
    return until < site_day(who.now)


def withdrawn(question: Question) -> str:
    """That nobody waits for an answer any more, for who opens or answers it late."""
    return f"{question.asked_by} has withdrawn this question. It waits for no answer any more."


@transaction.atomic
def tell(
    transition_id: int, prompt: str, words: str, who: Who, *, level: str = Level.OPEN
) -> Question:
    """Answer a prompt of the bank that nobody asked; where it was told before, that is changed.

    Raises:
        Refused: it is not theirs to tell, or the bank asks it no more.
        Stale: somebody asked or told it since the page was opened.
    """
    transition = lock(transition_id)
    if not permissions.may_tell(who.by, transition):
        raise Refused(answers(transition, who.by))
    before = question_of(transition, prompt)
    if before and (before.answer, before.level) == (words, level):
        return before
    if before:
        raise Stale("This was asked or answered since you opened it.")
    question = Question(
        transition=transition,
        section=TACIT,
        prompt=prompt,
        text=_in_use(prompt).text,
        level=level,
        asked_at=who.now,
        version=0,
    )
    return _told(transition, question, words, who)


def _in_use(key: str) -> BankPrompt:
    found = prompt_called(key)
    if found is None or found.is_retired:
        raise Refused("The question bank asks this no more. Ask it in your own words.")
    return found


def too_late(transition: Transition, last: date, today: date) -> str:
    """Why a question cannot be due on a day, or on none any more."""
    leaves = transition.outgoing.last_day_on
    if last < today:
        return (
            f"Nobody can answer any more: the last day for that was {last:%-d %B %Y}. "
            f"Talk to {transition.manager}, who manages the transition."
        )
    if last == transition.reads_until:
        name, account = transition.outgoing, transition.account
        return (
            f"{name} reads {account} until {last:%-d %B %Y}. Choose a day from today to that day."
        )
    if leaves and leaves > last:
        return f"{transition.outgoing} leaves. Choose a day from today to {last:%-d %B %Y}."
    return f"Choose a day from today to {last:%-d %B %Y}, while the transition runs."


def _told(transition: Transition, question: Question, words: str, who: Who) -> Question:
    question.answer, question.answered_by, question.answered_at = words, who.by, who.now
    question.told_at = None  # who asked has not been told of these words
    question.version += 1
    question.save()
    said = f"{who.by} answered: {_quoted(question)}"  # the words stand in the dossier alone
    log.write(transition, LogKind.DOSSIER, said, by=who.by, at=who.now)
    note(transition, who)
    return question


def _quoted(question: Question) -> str:
    """A question as the log has it, which everybody on the team reads, for good.

    The prompts of the bank are no secret; what is said to them is.
    """
    if question.prompt:
        return str(question)
    is_closed = is_confidential(question.transition, question.section, question.level)
    return "a confidential question" if is_closed else str(question)
