"""What keeps an item as it is: refusals, and a form that was sent before."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class CannotChange(Exception):
    """Why an item cannot be changed now, in words for the person who tried."""


def made_before(rows: QuerySet[M], key: UUID | None) -> M | None:
    """The row among these that an opened form made already, by the form's key.

    Raises:
        CannotChange: the form made another row, elsewhere or for somebody else.
    """
    if key is None:
        return None
    found = rows.filter(request_key=key).first()
    if found is None and rows.model._default_manager.filter(request_key=key).exists():
        raise CannotChange("This form was sent already. Load the page again and write it anew.")
    return found
