"""Who writes which part of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transitions.plans.choices import State
from transitions.plans.permissions import may_manage

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.plans.models import Transition


def is_open(transition: Transition) -> bool:
    """Whether a review can be written: once ownership has moved, and after the end."""
    if transition.state == State.COMPLETED:
        return True
    return transition.is_active and transition.has_moved


def may_write(user: User, transition: Transition, voice: User) -> bool:
    """Everybody writes their own view; who manages it writes down that of who is gone."""
    if not is_open(transition) or not user.is_active or user.reads_only:
        return False
    if user.pk == voice.pk:
        return True
    return not voice.is_active and may_manage(user, transition)


def may_write_words(user: User, transition: Transition) -> bool:
    """The scores, findings and lessons are the manager's to write."""
    return is_open(transition) and may_manage(user, transition)
