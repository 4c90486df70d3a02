"""Who may have a report made. Whoever sees a transition may read its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.plans.models import Transition


def may_make(user: User, transition: Transition) -> bool:
    """Whoever sees a transition that has been started, except those who only read."""
    return user.is_active and not user.reads_only and transition.checklist_id is not None
