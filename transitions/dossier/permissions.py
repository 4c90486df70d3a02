"""Who says what of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transitions.plans.permissions import may_manage

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.plans.models import Transition


def may_confirm(user: User, transition: Transition) -> bool:
    """Who hands over; who manages the transition in their place once they can no longer sign in.

    Who takes over never does: nobody accepts their own words.
    """
    if not transition.is_active or user.reads_only or user.pk == transition.incoming_id:
        return False
    if user.pk == transition.outgoing_id:
        return True
    return not transition.outgoing.is_active and may_manage(user, transition)


def may_answer_section(user: User, transition: Transition) -> bool:
    """Who takes over accepts or refuses; nobody in their place."""
    return transition.is_active and user.pk == transition.incoming_id and not user.reads_only


def may_ask(user: User, transition: Transition) -> bool:
    """Who takes over, and who manages the transition."""
    if not transition.is_active or user.reads_only or user.pk == transition.outgoing_id:
        return False
    return user.pk == transition.incoming_id or may_manage(user, transition)


def may_tell(user: User, transition: Transition) -> bool:
    """Answer what was asked: who hands over, and who manages the transition."""
    if not transition.is_active or user.reads_only or user.pk == transition.incoming_id:
        return False
    return user.pk == transition.outgoing_id or may_manage(user, transition)
