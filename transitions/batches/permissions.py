"""Who works on many items at once, and who reads what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from accounts.people.models import User


def may_make(user: User) -> bool:
    """Whoever works on transitions at all; on which of them each item says."""
    return user.is_active and not user.reads_only


def visible_batches(user: User) -> Q:
    """People see what they did themselves; the log of each transition tells it to the others."""
    return Q(by=user.pk) if user.is_active else Q(pk__in=[])
