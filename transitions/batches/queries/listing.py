"""The batches of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.people.models import User
from transitions.batches.choices import Action
from transitions.batches.models import Batch, BatchQuerySet
from transitions.batches.rules.wish import Wish

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One batch as the list names it."""

    url: str
    said: str
    made_at: datetime
    left_out: int
    undone_at: datetime | None
    is_mail: bool


def of(user: User) -> BatchQuerySet:
    """The batches of a person, with what the list prints; one query."""
    return Batch.objects.visible_to(user).select_related("person")


def page(found: BatchQuerySet, number: str | None) -> Page[Any]:
    """One page of those that were asked for, as lines, in their order."""
    cut: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
    return Page([_line(batch) for batch in cut.object_list], cut.number, cut.paginator)


def wish_of(batch: Batch) -> Wish:
    """What was asked for when it was made."""
    return Wish(Action(batch.action), batch.person, batch.days or 0, batch.words)


def _line(batch: Batch) -> Line:
    said = wish_of(batch).said(batch.changed)
    return Line(
        batch.get_absolute_url(),
        said,
        batch.made_at,
        batch.left_out,
        batch.undone_at,
        batch.is_mail,
    )
