"""What many people are told of beside items: mentions, questions, answers, promises, dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.people.models import User
from accounts.profile.models import Commitment
from transitions.comments.queries.mentions import untold_of
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision, Question
from transitions.plans.choices import State
from transitions.reminders.queries.rows import Row, mailed, place, sides, told
from transitions.reminders.queries.seeing import Place, guests_of
from transitions.reminders.queries.turns import turns
from transitions.reminders.rules.waiting import A_WEEK, MONDAY

TOLD_WITHIN = timedelta(days=30)
"""An older answer was found by who asked, or is of no more use to them."""
DECIDED = ("stance", "by", "seen", "client_told_on", "agreed_at")
"""What was decided about a promise, as far as its course depends on it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a batch of people, by what it is, not yet by whom it reaches."""

    mentions: Sequence[Row]
    questions: Sequence[Row]
    promises: Sequence[Row]
    turns: Sequence[Row]


def found_for(people: Sequence[User], today: date) -> Found:
    """Everything beside items that a digest of these people may tell; one query.

    All kinds come together, each row as its kind and a JSON object with what it tells and what
    decides who sees it.
    """
    ids = [person.pk for person in people]
    rows = _mentions(ids).union(
        _questions(ids, today),
        _promises(ids, today),
        _own_promises(ids, today),
        turns(people, today),
        all=True,
    )
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for kind, row in rows:
        by_kind[kind].append(row)
    return Found(*(by_kind[kind] for kind in ("mention", "question", "promise", "turn")))


def teams_of(rows: Iterable[Row]) -> dict[int, str]:
    """The teams of the transitions of these rows, as `Sight` takes them; no query."""
    return {row["transition"]: row["members"] for row in rows if row.get("members")}


def guests_in(rows: Iterable[Row]) -> dict[int, str]:
    """Who is let in to the accounts of these rows, by transition, in the same way; no query."""
    return {row["transition"]: row["guests"] for row in rows if row.get("guests")}


def place_of(row: Row) -> Place:
    """What decides who sees the transition of a row."""
    return Place(row["transition"], row["owner"], row["owner_lead"], bool(row["is_confidential"]))


def _mentions(ids: Sequence[int]) -> QuerySet[Any, Any]:
    """Once for every person whom the comment names, as `untold_of` says."""
    return told(
        "mention",
        untold_of(ids),
        **place("comment__transition__"),
        pk="pk",
        person="person",
        comment="comment",
        at="comment__created_at",
        body="comment__body",
        author="comment__author",
        who="comment__author__full_name",
        item="comment__item__title",
        named="named",
        name="name",
    )


def _questions(ids: Sequence[int], today: date) -> QuerySet[Any, Any]:
    """Open ones for who answers and who manages, fresh answers for who asked."""
    since = datetime.combine(today - TOLD_WITHIN, time.min, tzinfo=UTC)
    concerned = Q(transition__outgoing__in=ids) | Q(transition__manager__in=ids)
    is_open = Q(answered_at__isnull=True, withdrawn_at__isnull=True) & concerned
    is_open &= Q(asked_by__isnull=False)
    is_news = Q(answered_at__gte=since, told_at__isnull=True, asked_by__in=ids)
    is_news &= ~Q(answered_by=F("asked_by"))
    return told(
        "question",
        Question.objects.filter(is_open | is_news, transition__state=State.ACTIVE),
        **place("transition__"),
        **sides("transition__"),
        guests=guests_of("transition__account", today),
        pk="pk",
        text=mailed("text", "A confidential question", OuterRef("section"), "transition__account"),
        section="section",
        due_on="due_on",
        asker="asked_by",
        asker_name="asked_by__full_name",
        answerer_name="answered_by__full_name",
    )


def _promises(ids: Sequence[int], today: date) -> QuerySet[Any, Any]:
    """Open promises of accounts that change hands, for who takes over and who manages that."""
    here = "account__transitions__"
    concerned = Q(account__transitions__incoming__in=ids) | Q(account__transitions__manager__in=ids)
    decided = Decision.objects.filter(
        commitment=OuterRef("pk"), transition=OuterRef("account__transitions")
    )
    found = Commitment.objects.open().filter(concerned, account__transitions__state=State.ACTIVE)
    if today.weekday() != MONDAY:
        untold = decided.filter(stance=Stance.DECLINES, client_told_on__isnull=True)
        found = found.filter(Q(due_on__lte=today + A_WEEK) | Exists(untold))
    return told(
        "promise",
        found,
        **place(here),
        **sides(here),
        guests=guests_of("account", today),
        pk="pk",
        text=mailed("promise", "A confidential promise", "commitments", "account"),
        due_on="due_on",
        version="version",
        moved_at=f"{here}ownership_moved_at",
        **{name: Subquery(decided.values(name)[:1]) for name in DECIDED},
    )


def _own_promises(ids: Sequence[int], today: date) -> QuerySet[Any, Any]:
    """Open promises that are near, for who owns the account; not those that somebody else took
    over, nor those that were declined as they are now.
    """
    decided = Decision.objects.filter(
        commitment=OuterRef("pk"),
        transition__state=State.ACTIVE,
        by=F("transition__incoming"),
        seen=OuterRef("version"),
    )
    elsewhere = decided.exclude(by=OuterRef("account__owner")).exclude(stance=Stance.DECLINES)
    declined = Decision.objects.filter(
        commitment=OuterRef("pk"),
        stance=Stance.DECLINES,
        seen=OuterRef("version"),
        client_told_on__isnull=False,
    )
    return told(
        "promise",
        Commitment.objects.open()
        .filter(account__owner__in=ids, due_on__lte=today + A_WEEK)
        .exclude(Exists(elsewhere) | Exists(declined)),
        pk="pk",
        text=mailed("promise", "A confidential promise", "commitments", "account"),
        due_on="due_on",
        account="account__name",
        account_pk="account",
        owner="account__owner",
    )
