"""What the rest of the house is told of who is here, and for how long."""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import Signal

from accounts.people.models import User

presence_changed = Signal()
"""Sent in the transaction in which some `people` can sign in no longer, can again, or have another
last working day; they come as ids. Rooms above listen; they take no locks then, as those of people
are held."""


def tell(people: Iterable[User]) -> None:
    """Say that these people are here for longer or shorter than before; no query."""
    presence_changed.send(sender=User, people=[person.pk for person in people])
