"""What keeps an item as it is: refusals, and a form that was sent before."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class CannotChange(Exception):
    """Why an item cannot be changed now, in words for the person who tried."""


class SentBefore(CannotChange):
    """The form that is sent again with other answers has made something already."""

    def __init__(self, made: Model | None = None) -> None:
        super().__init__(
            f"“{made}” was added from this form already. Send it again to add this as well."
            if made
            else "This form was sent already for something else. Send it again to add this here."
        )


def made_before(rows: QuerySet[M], key: UUID | None, **answers: object) -> M | None:
    """The row among these that an opened form made already, by the form's key.

    Raises:
        SentBefore: the form made another row: elsewhere, for somebody else, or of other answers.
    """
    if key is None:
        return None
    found = rows.filter(request_key=key).first()
    if found is None and rows.model._default_manager.filter(request_key=key).exists():
        raise SentBefore
    if found and any(getattr(found, name) != answer for name, answer in answers.items()):
        raise SentBefore(found)
    return found
