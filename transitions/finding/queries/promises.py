"""What was promised to clients, and what dossiers ask and answer.

What is confidential is read on its page alone, where it is kept who opened it: of that the search
says only that it is there, and looks at no outcome and no answer.
"""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.choices import Promise
from accounts.profile.models import Commitment, ConfidentialSection
from config.lib import search
from transitions.dossier.models import Question
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said, any_word, rank
from transitions.finding.queries.shapes import Finder, Hit

ABOUT = ("pk", "promise", "state", "due_on", "is_confidential", "account", "account__name")
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
OPEN = Q(is_confidential=False)
IS_SETTLED = Case(When(state=Promise.OPEN, then=Value(0)), default=Value(1))
LONGEST = 90
"""As many letters of an answer stand below its question."""


def commitments(user: User, said: Said) -> QuerySet[Commitment]:
    """By what was promised, and how it was settled; other words may name the account."""

    def anywhere(word: str) -> Q:
        named = Q(account__in=search.among(word, Account.objects.all(), "name"))
        told = search.within(word, "promise") | OPEN & search.within(word, "outcome")
        return told | named

    seen = Commitment.objects.visible_to(user).annotate(is_confidential=_is_confidential())
    found = seen.filter(any_word(said, "promise") | OPEN & any_word(said, "outcome"))
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found.order_by(IS_SETTLED, rank(said, "promise"), F("due_on").asc(nulls_last=True), "pk")


def _is_confidential() -> Case:
    """Whether a promise is confidential, by itself or as all of its section."""
    kept = ConfidentialSection.objects.filter(
        book="profile", section="commitments", account=OuterRef("account")
    )
    return Case(
        When(Q(level=Level.CONFIDENTIAL) | Exists(kept), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def hit(row: dict[str, Any], today: date) -> Hit:
    """What was promised to whom, and until when or how it was settled."""
    page = f"{reverse('account_profile', args=[row['account']])}#commitments"
    if row["is_confidential"]:
        return _close(page, "A confidential promise", row["account__name"], "flag")
    state = Promise(row["state"])
    is_open = state == Promise.OPEN
    return Hit(
        url=page,
        title=row["promise"],
        about=row["account__name"],
        icon="flag",
        state="" if is_open else str(state.label),
        due_on=row["due_on"] if is_open else None,
    )


def questions(user: User, said: Said) -> QuerySet[Question]:
    """By what was asked and answered; other words may name the account."""

    def anywhere(word: str) -> Q:
        named = search.among(word, Account.objects.all(), "name")
        told = search.within(word, "text") | OPEN & search.within(word, "answer")
        return told | Q(transition__account__in=named)

    seen = Question.objects.visible_to(user)
    found = seen.filter(any_word(said, "text") | OPEN & any_word(said, "answer"))
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found.order_by(rank(said, "text"), "-asked_at", "-pk")


def question_hit(row: dict[str, Any], today: date) -> Hit:
    """A question of a dossier, and its answer or who gives it."""
    page = f"{reverse('dossier', args=[row['transition']])}#of-{row['section']}"
    account, outgoing = row["transition__account__name"], row["transition__outgoing__full_name"]
    if row["is_confidential"]:
        return _close(page, "A confidential question", account, "question-circle")
    answer = shorten(row["answer"], LONGEST, placeholder=" …")
    about = f"{outgoing} is asked"
    if answer:
        about = f"{row['answered_by__full_name']}: {answer}"
    return Hit(
        url=page,
        title=row["text"],
        about=f"{account}, {about}",
        icon="question-circle",
        state="" if answer else "Not answered",
    )


def _close(url: str, title: str, account: str, icon: str) -> Hit:
    """That there is something, and where it is read."""
    return Hit(url=url, title=title, about=account, icon=icon, is_confidential=True)


COMMITMENTS = Finder(Kind.COMMITMENTS, commitments, ABOUT, hit)
QUESTIONS = Finder(Kind.QUESTIONS, questions, ABOUT_QUESTION, question_hit)
