"""The mentions of a person: those not read, a list of all, and those that a digest tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from accounts.people.models import User
from transitions.comments.models import Mention, MentionQuerySet
from transitions.comments.queries.thread import names_of
from transitions.comments.rules import showing


@dataclass(frozen=True, slots=True)
class Row:
    """One mention in the list of a person."""

    pk: int
    url: str
    who: str
    initials: str
    at: datetime
    account: str
    item: str
    words: str
    is_unread: bool


def unread_count(user: User) -> int:
    """How many mentions a person has not read; one query."""
    return Mention.objects.visible_to(user).unread().count()


def listed(mentions: MentionQuerySet) -> MentionQuerySet:
    """Mentions with all that a row shows; two queries more, whatever their number."""
    near = mentions.select_related(
        "comment__author", "comment__item", "comment__transition__account"
    )
    return near.prefetch_related("comment__mentions__person")


def rows(mentions: Iterable[Mention]) -> list[Row]:
    """Mentions that came from `listed` as rows; no query."""
    return [
        Row(
            pk=mention.pk,
            url=mention.comment.get_absolute_url(),
            who=mention.comment.author.full_name,
            initials=mention.comment.author.initials,
            at=mention.comment.created_at,
            account=mention.comment.transition.account.name,
            item=mention.comment.item.title if mention.comment.item else "",
            words=showing.short(mention.comment.body, names_of(mention.comment)),
            is_unread=mention.read_at is None,
        )
        for mention in mentions
    ]


def untold_of(ids: Sequence[int]) -> MentionQuerySet:
    """The mentions that people have neither been told of nor read; one query.

    Each comes once for every person whom its comment mentions, with their name, so that words can
    be shown without another query: `words_of` puts them together.
    """
    waiting = Mention.objects.filter(person__in=ids, told_at__isnull=True, read_at__isnull=True)
    near = waiting.filter(comment__removed_at__isnull=True)
    return near.annotate(
        named=F("comment__mentions__person"), name=F("comment__mentions__person__full_name")
    )


def words_of(body: str, names: Mapping[int, str]) -> str:
    """The words of a comment as a mail shows them, with the people whom it names."""
    return showing.short(body, names)
