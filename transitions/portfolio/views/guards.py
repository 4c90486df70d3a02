from __future__ import annotations

from django.http import Http404

from accounts.people.models import User
from transitions.portfolio.permissions import may_oversee


def overseer(user: User) -> User:
    """The person, if they may look at many transitions at once; else there is no such page."""
    if not may_oversee(user):
        raise Http404
    return user
