from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.people.models import User
from transitions.portfolio.permissions import may_oversee

FOR_OVERSEERS = "The dashboard is for managers and leaders. What you have to do is in My work."
LOG_FOR_OVERSEERS = (
    "The log of all transitions is for managers and leaders. "
    "Each transition that you see has its own, under Log."
)


def overseer(user: User, sentence: str = FOR_OVERSEERS) -> User:
    """The person, if they may look at many transitions at once; else 403 with this sentence."""
    if not may_oversee(user):
        raise PermissionDenied(sentence)
    return user
