"""What was promised to clients, and what dossiers ask and answer."""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment
from config.lib import search
from transitions.dossier.models import Question
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said, any_word, rank
from transitions.finding.queries.shapes import Finder, Hit

ABOUT = ("pk", "promise", "state", "due_on", "level", "account", "account__name")
ABOUT_QUESTION = (
    "pk",
    "section",
    "text",
    "answer",
    "is_confidential",
    "transition",
    "transition__account__name",
    "transition__outgoing__full_name",
    "answered_by__full_name",
)
IS_SETTLED = Case(When(state=Promise.OPEN, then=Value(0)), default=Value(1))
LONGEST = 90
"""As many letters of an answer stand below its question."""


def commitments(user: User, said: Said) -> QuerySet[Commitment]:
    """By what was promised, and how it was settled; other words may name the account."""
    own = ("promise", "outcome")

    def anywhere(word: str) -> Q:
        named = Q(account__in=search.among(word, Account.objects.all(), "name"))
        return search.within(word, *own) | named

    found = Commitment.objects.visible_to(user).filter(any_word(said, *own))
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found.order_by(IS_SETTLED, rank(said, "promise"), F("due_on").asc(nulls_last=True), "pk")


def hit(row: dict[str, Any], today: date) -> Hit:
    """What was promised to whom, and until when or how it was settled."""
    state = Promise(row["state"])
    is_open = state == Promise.OPEN
    return Hit(
        url=f"{reverse('account_profile', args=[row['account']])}#commitments",
        title=row["promise"],
        about=row["account__name"],
        icon="flag",
        state="" if is_open else str(state.label),
        due_on=row["due_on"] if is_open else None,
        is_confidential=row["level"] == Level.CONFIDENTIAL,
    )


def questions(user: User, said: Said) -> QuerySet[Question]:
    """By what was asked and answered; other words may name the account."""
    own = ("text", "answer")

    def anywhere(word: str) -> Q:
        named = search.among(word, Account.objects.all(), "name")
        return search.within(word, *own) | Q(transition__account__in=named)

    found = Question.objects.visible_to(user).filter(any_word(said, *own))
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found.order_by(rank(said, "text"), "-asked_at", "-pk")


def question_hit(row: dict[str, Any], today: date) -> Hit:
    """A question of a dossier, and its answer or who gives it.

    A confidential answer is read in the dossier alone, where it is kept who opened it.
    """
    account, outgoing = row["transition__account__name"], row["transition__outgoing__full_name"]
    answer = shorten(row["answer"], LONGEST, placeholder=" …")
    about = f"{outgoing} is asked"
    if answer:
        by, is_close = row["answered_by__full_name"], row["is_confidential"]
        about = f"{by} answered" if is_close else f"{by}: {answer}"
    page = reverse("dossier", args=[row["transition"]])
    return Hit(
        url=f"{page}#of-{row['section']}",
        title=row["text"],
        about=f"{account}, {about}",
        icon="question-circle",
        state="" if answer else "Not answered",
        is_confidential=row["is_confidential"],
    )


COMMITMENTS = Finder(Kind.COMMITMENTS, commitments, ABOUT, hit)
QUESTIONS = Finder(Kind.QUESTIONS, questions, ABOUT_QUESTION, question_hit)
