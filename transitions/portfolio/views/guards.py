from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.people.models import User
from transitions.portfolio.permissions import may_oversee

FOR_OVERSEERS = "The dashboard is for managers and leaders. What you have to do is in My work."


def overseer(user: User) -> User:
    """The person, if they may look at many transitions at once."""
    if not may_oversee(user):
        raise PermissionDenied(FOR_OVERSEERS)
    return user
