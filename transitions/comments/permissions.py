"""Who may comment, and who may change or remove a comment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from transitions.plans.choices import State
from transitions.plans.permissions import takes_part

if TYPE_CHECKING:
    from accounts.people.models import User
    from transitions.comments.models import Comment
    from transitions.plans.models import Transition

CHANGED_WITHIN = timedelta(minutes=15)
"""How long the author of a comment may put it right."""


def may_comment(user: User, transition: Transition, *, on_team: bool) -> bool:
    """Whoever takes part, also on hold and after its end, until the transition is cancelled."""
    if transition.state == State.CANCELLED:
        return False
    return takes_part(user, transition, on_team=on_team)


def is_changeable(comment: Comment, now: datetime) -> bool:
    """Whether a comment is still so new that its author may change it."""
    return not comment.is_removed and now - comment.created_at <= CHANGED_WITHIN


def may_change(user: User, comment: Comment, now: datetime) -> bool:
    """Its author may, for a quarter of an hour."""
    return comment.author_id == user.pk and is_changeable(comment, now)


def may_remove(user: User, comment: Comment, *, manages: bool) -> bool:
    """Its author and whoever manages the transition may, at any time."""
    return not comment.is_removed and (comment.author_id == user.pk or manages)
