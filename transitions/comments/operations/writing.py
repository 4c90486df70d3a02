"""Comments are written, changed and removed; who is mentioned is told in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from checklists.runs.models import Item
from checklists.runs.operations.guards import made_before
from transitions.comments import permissions
from transitions.comments.models import Comment
from transitions.comments.operations import telling
from transitions.comments.queries.people import meant
from transitions.comments.rules import naming
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import ReadsOnly, Who
from transitions.plans.permissions import may_manage, takes_part

CANCELLED = "This transition was cancelled. Nobody comments on it any more."
TOO_LATE = "A comment can be changed for 15 minutes. Write another one that puts it right."


class ChangedMeanwhile(Exception):
    """Somebody has changed the comment since its author opened it."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__("This comment was changed since you opened it.")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says, and on which item; on the transition itself where there is none."""

    body: str
    item_id: int | None = None


@transaction.atomic
def add(transition_id: int, said: Said, who: Who) -> Comment:
    """Write a comment and tell whom it mentions; the same opened form writes it once.

    It writes no entry in the log, which would say no more than the comments themselves.

    Raises:
        Refused: the transition was cancelled.
        ReadsOnly: the person does not work on it.
        Item.DoesNotExist: the item is not one of this transition.
        NotUnderstood: it cannot be told whom the comment mentions, or they may not see it.
        SentBefore: the form wrote another comment.
    """
    found = lock(transition_id)
    _refuse_onlookers(found, who)
    if said.item_id is not None:
        Item.objects.get(pk=said.item_id, checklist=found.checklist_id)
    typed = said.body.strip()
    body, people = naming.kept(typed, meant(found, typed))
    own = Comment.objects.filter(transition=found, author=who.by, item=said.item_id)
    before = made_before(own, who.key, body=body)
    if before:
        return before
    comment = Comment.objects.create(
        transition=found,
        item_id=said.item_id,
        author=who.by,
        body=body,
        created_at=who.now,
        **({"request_key": who.key} if who.key else {}),
    )
    _count(found)
    telling.mention(comment, people, now=who.now)
    return comment


@transaction.atomic
def change(comment_id: int, body: str, who: Who, *, version: int) -> Comment:
    """Put the words of a comment right; who is new among its people is told.

    Args:
        comment_id: the comment.
        body: its words as they are typed.
        who: its author.
        version: the one that was opened.

    Raises:
        Refused: the quarter of an hour is over, or the comment was removed.
        ReadsOnly: somebody else has written it, or its author takes part no more.
        ChangedMeanwhile: it was changed since it was opened.
        NotUnderstood: it cannot be told whom the comment mentions, or they may not see it.
    """
    comment, found = _lock(comment_id)
    _refuse_onlookers(found, who)
    if comment.author_id != who.by.pk:
        raise ReadsOnly
    if comment.removed_by:
        raise Refused(f"{comment.removed_by} has removed this comment.")
    if not permissions.may_change(who.by, comment, who.now):
        raise Refused(TOO_LATE)
    typed, known = body.strip(), set(comment.mentions.values_list("person", flat=True))
    kept, people = naming.kept(typed, meant(found, typed, known={*known, comment.author_id}))
    if kept == comment.body:
        return comment
    if comment.version != version:
        raise ChangedMeanwhile(comment)
    comment.body, comment.edited_at = kept, who.now
    comment.version += 1
    comment.save(update_fields=["body", "edited_at", "version"])
    telling.forget(comment, but=people)
    telling.mention(comment, [pk for pk in people if pk not in known], now=who.now)
    return comment


@transaction.atomic
def remove(comment_id: int, who: Who) -> Comment:
    """Take the words of a comment away; the log keeps who did it, and the words nobody.

    Mails about it that still wait are not sent; those that went out have the words.

    Raises:
        ReadsOnly: somebody else has written it, and the person does not manage the transition.
    """
    comment, found = _lock(comment_id)
    manages = may_manage(who.by, found)
    if comment.is_removed and (manages or comment.author_id == who.by.pk):
        return comment
    if not permissions.may_remove(who.by, comment, manages=manages):
        raise ReadsOnly
    telling.forget_all(comment)
    comment.body, comment.removed_at, comment.removed_by = "", who.now, who.by
    comment.version += 1
    comment.save(update_fields=["body", "removed_at", "removed_by", "version"])
    _count(found)
    whose = (
        "their own comment" if comment.author_id == who.by.pk else f"a comment of {comment.author}"
    )
    where = f" on “{comment.item.title}”" if comment.item else ""
    activity = f"Removed {whose}{where}"
    if comment.item:
        log.write_about(comment.item, found, LogKind.WORDS, activity, who)
    else:
        log.write(found, LogKind.WORDS, activity, by=who.by, at=who.now)
    return comment


def _lock(comment_id: int) -> tuple[Comment, Transition]:
    """A comment with its transition, whose lock all comments of it wait for."""
    found = lock(Comment.objects.values_list("transition", flat=True).get(pk=comment_id))
    comments = Comment.objects.select_related("author", "item", "removed_by")
    return comments.get(pk=comment_id), found


def _refuse_onlookers(found: Transition, who: Who) -> None:
    on_team = found.team.filter(person=who.by).exists()
    if permissions.may_comment(who.by, found, on_team=on_team):
        return
    if takes_part(who.by, found, on_team=on_team):
        raise Refused(CANCELLED)
    raise ReadsOnly


def _count(found: Transition) -> None:
    """Keep the number that the tab of comments shows."""
    said = found.comments.filter(removed_at__isnull=True).count()
    Transition.objects.filter(pk=found.pk).update(comment_count=said)
