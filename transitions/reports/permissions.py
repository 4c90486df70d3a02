"""Who may have a document made, and who goes through the research list.

Whoever sees a transition may read its reports; a knowledge transfer document is for those who may
still read what is known of the account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.plans.models import Transition


def may_make(user: User, transition: Transition) -> bool:
    """Whoever sees a transition that has been started, except those who only read."""
    return user.is_active and not user.reads_only and transition.checklist_id is not None


def may_make_transfer(user: User) -> bool:
    """Whoever sees what is known of the account, except those who only read."""
    return user.is_active and not user.reads_only


def may_research(user: User, transition: Transition) -> bool:
    """Who takes over goes through the research list, and nobody in their place."""
    return transition.is_active and user.pk == transition.incoming_id and not user.reads_only
