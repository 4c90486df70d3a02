"""Many rows are written at once, past the signals of single rows: who has to know is told here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.dispatch import Signal

rows_written = Signal()
"""Sent in the transaction that writes, with what `tell` is given."""
people_renumbered = Signal()
"""Sent when people got other numbers than texts call them by; `numbers` has old to new."""


def tell(
    model: type[Model],
    *,
    added: Sequence[Model] = (),
    changed: Sequence[tuple[Model, Mapping[str, Any]]] = (),
    how: str = "",
) -> None:
    """Say that rows were added, and which held something else before.

    Args:
        model: the kind of rows.
        added: those that are new, with their numbers.
        changed: those that are not, each with what its changed columns held.
        how: the way they came, in words, such as “from accounts.csv”.
    """
    rows_written.send(sender=model, added=added, changed=changed, how=how)
