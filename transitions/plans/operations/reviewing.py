"""What rooms above are told when a completed transition says something else of itself."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import Signal

from accounts.people.models import User
from transitions.plans.choices import State
from transitions.plans.models import Transition

review_changed = Signal()
"""Sent with `transition_id`, `by` and `now`, in the transaction that changes the review of a
completed transition, whose locks are held."""


def tell(transition: Transition, *, by: User, now: datetime) -> None:
    """Say that a review has changed; nothing while the transition is not completed."""
    if transition.state == State.COMPLETED:
        review_changed.send(sender=Transition, transition_id=transition.pk, by=by, now=now)
