"""The sections, questions and promises that wait for one person’s word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Commitment
from config.lib.workdays import calendar_of
from transitions.dossier.choices import Course
from transitions.dossier.models import Question
from transitions.dossier.queries.register import HANDED_OVER, with_course
from transitions.dossier.queries.turns import SHOWN, Mine, sections_of
from transitions.dossier.rules import UNSAID, escalates_on
from transitions.plans.models import Transition

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Words:
    """All that waits for somebody’s word."""

    sections: Sequence[Mine] = ()
    questions: Sequence[Mine] = ()
    promises: Sequence[Mine] = ()

    @property
    def count(self) -> int:
        return len(self.sections) + len(self.questions) + len(self.promises)

    @property
    def late(self) -> int:
        return sum(one.is_late for one in (*self.questions, *self.promises))


def words_of(user: User, today: date) -> Words:
    """What waits for somebody’s word on active transitions and accounts of theirs; four queries."""
    if not user.is_active or user.reads_only:
        return Words()
    return Words(
        list(sections_of(user)), list(_questions(user, today)), list(_promises(user, today))
    )


def _questions(user: User, today: date) -> Iterator[Mine]:
    """Those to answer, and as a manager those that nobody has answered in time.

    Who worked on a transition sees that for ever, but not what its dossier asks once the account
    is closed to them.
    """
    accounts = Account.objects.visible_to(user).values("pk")
    seen = Transition.objects.visible_to(user).active().filter(account__in=accounts).values("pk")
    found = Question.objects.open().filter(
        Q(transition__outgoing=user) | Q(transition__manager=user),
        transition__in=seen,
        asked_by__isnull=False,
    )
    near = found.select_related("asked_by", "transition__account", "transition__outgoing")
    calendar = calendar_of(user.country)
    for one in near[:SHOWN]:
        outgoing = one.transition.outgoing
        is_own = outgoing.pk == user.pk
        has_climbed = not outgoing.is_active or (
            one.due_on is not None and escalates_on(one.due_on, calendar) <= today
        )
        if not is_own and not has_climbed:
            continue
        asks = f"{one.asked_by.first_name} asks" if one.asked_by else ""
        late = "has not answered" if outgoing.is_active else "cannot sign in any more"
        why = asks if is_own else f"{asks}, {outgoing.first_name} {late}"
        yield Mine(
            text=one.text,
            why=f"{one.transition.account.name}, {why}",
            due_on=one.due_on,
            url=reverse("dossier_answer", args=[one.transition_id, one.pk]),
            is_late=one.due_on is not None and one.due_on < today,
        )


def _promises(user: User, today: date) -> Iterator[Mine]:
    """Those to decide on, those of which a client has to be told, and those to keep soon."""
    own = Transition.objects.visible_to(user).active()
    takes_over, manages = own.filter(incoming=user), own.filter(manager=user)
    is_near = Q(due_on__lte=today + A_WEEK)
    taken = Q(handover__in=takes_over.values("pk"), course__in=HANDED_OVER)
    wanted = (
        Q(handover__in=takes_over.values("pk"), course__in=UNSAID | {Course.UNTOLD})
        | Q(handover__in=manages.values("pk"), course=Course.UNTOLD)
        | is_near & taken
        | is_near & Q(account__owner=user) & ~Q(course__in=HANDED_OVER | {Course.DECLINED})
    )
    rows: Any = with_course(Commitment.objects.visible_to(user)).open()
    for row in rows.filter(wanted).select_related("account")[:SHOWN]:
        yield Mine(
            text=row.promise,
            why=f"{row.account.name}, {_why(row, user)}",
            due_on=row.due_on,
            url=_address(row, user),
            is_late=row.is_late(today),
        )


def _why(row: Any, user: User) -> str:
    if row.course == Course.UNTOLD:
        return "declined, and the client does not know"
    if row.course in UNSAID and row.incoming == user.pk:
        return "take it over, renegotiate or decline it"
    return "promised to the client"


def _address(row: Any, user: User) -> str:
    if row.course in {Course.UNTOLD, *UNSAID} and row.account.owner_id != user.pk:
        return f"{reverse('dossier', args=[row.handover])}#of-commitments"
    return f"{reverse('account_profile', args=[row.account_id])}#commitments"
