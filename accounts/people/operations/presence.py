"""What the rest of the house is told of who is here, and for how long."""

from __future__ import annotations

from django.dispatch import Signal

from accounts.people.models import User

presence_changed = Signal()
"""Sent in the transaction in which somebody can sign in no longer, can again, or has another last
working day. Rooms above listen; they take no locks then, as those of people are held."""


def tell() -> None:
    """Say that people are here for longer or shorter than before; no query."""
    presence_changed.send(sender=User)
