"""Comments as a page shows them, on a transition or among the notes of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.people.models import User
from checklists.runs.models import Item, Note
from config.lib.markup import html_join
from transitions.comments import permissions
from transitions.comments.models import Comment, CommentQuerySet
from transitions.comments.rules import showing
from transitions.plans.models import Transition
from transitions.plans.permissions import may_manage
from transitions.plans.queries.faces import Face, Sides
from transitions.plans.queries.item_detail import moment

ROWS = 30
"""Comments on a page."""
OF_ITEM = 50
"""The newest comments of an item that stand below it; the page of comments has them all."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at which transition, when, and whether they manage it."""

    user: User
    transition: Transition
    today: date
    now: datetime

    @property
    def sides(self) -> Sides:
        return Sides(self.transition.outgoing_id, self.transition.incoming_id, self.user.pk)

    @property
    def manages(self) -> bool:
        return may_manage(self.user, self.transition)


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment or a note in a thread; a removed comment has no words, but says who did it."""

    at: datetime
    anchor: str
    face: Face
    who: str
    when: str
    words: SafeString
    is_note: bool = False
    is_edited: bool = False
    is_new: bool = False
    removed: str = ""
    item: str = ""
    item_url: str = ""
    edit_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the comments of a transition, and those of them that its reader has now seen."""

    entries: tuple[Entry, ...]
    page: Any
    mine: int
    seen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemThread:
    """Notes and comments of one item, in the order in which they were written."""

    entries: tuple[Entry, ...]
    is_cut: bool
    seen: tuple[int, ...]


def loaded(comments: CommentQuerySet) -> CommentQuerySet:
    """Comments with all that an entry shows; two queries, whatever their number."""
    people = comments.select_related("author", "removed_by", "item")
    return people.prefetch_related("mentions__person")


def page(
    comments: CommentQuerySet, viewer: Viewer, number: str | None, *, mine: bool, at: str = ""
) -> Page:
    """One page of comments, the newest last; without a number the last page.

    Args:
        comments: those of the transition that the reader may see.
        viewer: who looks.
        number: the page asked for.
        mine: only those that mention the reader.
        at: the comment that was opened, whose thread alone is what the reader came to see.
    """
    of_reader = comments.mentioning(viewer.user)
    pages = Paginator(loaded(of_reader if mine else comments), ROWS)
    shown = pages.get_page(number or pages.num_pages)
    found = list(shown.object_list)
    return Page(
        entries(found, viewer),
        shown,
        pages.count if mine else of_reader.count(),
        tuple(unread(_thread_of(at, found), viewer.user)),
    )


def _thread_of(at: str, comments: list[Comment]) -> list[Comment]:
    """Of these comments those on the same item as one that was opened, or on none as that one."""
    items = {comment.item_id for comment in comments if str(comment.pk) == at}
    return [one for one in comments if one.item_id in items] if items else comments


def page_of(comments: CommentQuerySet, comment: Comment) -> int:
    """On which page of the comments of its transition one stands; one query."""
    before = comments.filter(created_at__lt=comment.created_at).count()
    same = comments.filter(created_at=comment.created_at, pk__lt=comment.pk).count()
    return (before + same) // ROWS + 1


def of_item(comments: CommentQuerySet, item: Item, viewer: Viewer) -> ItemThread:
    """Notes and the newest comments of an item; at most four queries."""
    newest = list(loaded(comments.filter(item=item)).order_by("-created_at", "-pk")[: OF_ITEM + 1])
    found = newest[:OF_ITEM]
    notes = [_note(note, viewer) for note in item.notes.select_related("author")]
    both = [*notes, *entries(found, viewer, names_item=False)]
    return ItemThread(
        tuple(sorted(both, key=lambda entry: entry.at)),
        len(newest) > OF_ITEM,
        tuple(unread(found, viewer.user)),
    )


def entries(
    comments: Iterable[Comment], viewer: Viewer, *, names_item: bool = True
) -> tuple[Entry, ...]:
    """Comments that came from `loaded` as a page shows them; no query."""
    sides, manages = viewer.sides, viewer.manages
    return tuple(
        _entry(comment, viewer, sides, manages=manages, names_item=names_item)
        for comment in comments
    )


def unread(comments: Iterable[Comment], user: User) -> list[int]:
    """The mentions of a reader in these comments that they had not seen before; no query."""
    found = (mention for comment in comments for mention in comment.mentions.all())
    return [one.pk for one in found if one.person_id == user.pk and one.read_at is None]


def names_of(comment: Comment) -> dict[int, str]:
    """Who may stand in the words of a comment that came from `loaded`; no query."""
    names = {mention.person_id: mention.person.full_name for mention in comment.mentions.all()}
    return {**names, comment.author_id: comment.author.full_name}


def _entry(
    comment: Comment, viewer: Viewer, sides: Sides, *, manages: bool, names_item: bool
) -> Entry:
    user, args = viewer.user, [comment.transition_id, comment.pk]
    author, item = comment.author, comment.item if names_item else None
    changes = permissions.may_change(user, comment, viewer.now)
    removes = permissions.may_remove(user, comment, manages=manages)
    remover = comment.removed_by
    return Entry(
        at=comment.created_at,
        anchor=comment.anchor,
        face=sides.face(author.pk, author.full_name),
        who="You" if author.pk == user.pk else author.full_name,
        when=moment(comment.created_at, viewer.today),
        words=showing.shown(comment.body, names_of(comment), user.pk),
        is_edited=comment.edited_at is not None,
        is_new=bool(unread([comment], user)),
        removed=sides.short(remover.pk, remover.full_name) if remover else "",
        item=f"{item.number} {item.title}" if item else "",
        item_url=_item_url(comment) if item else "",
        edit_url=reverse("comment_edit", args=args) if changes else "",
        remove_url=reverse("comment_remove", args=args) if removes else "",
    )


def _note(note: Note, viewer: Viewer) -> Entry:
    author = note.author
    return Entry(
        at=note.created_at,
        anchor=f"note-of-{note.pk}",
        face=viewer.sides.face(author.pk, author.full_name),
        who="You" if author.pk == viewer.user.pk else author.full_name,
        when=moment(note.created_at, viewer.today),
        words=html_join("{}<br>", ((line,) for line in note.body.splitlines())),
        is_note=True,
    )


def _item_url(comment: Comment) -> str:
    page = reverse("transition", args=[comment.transition_id])
    return f"{page}?item={comment.item_id}#item-{comment.item_id}"
