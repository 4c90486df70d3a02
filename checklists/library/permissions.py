"""Who may do what with templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.people.models import User


def can_start_from(user: User) -> bool:
    """Managers and administrators start transitions; everybody signed in may read templates."""
    return user.is_active and (user.is_manager or user.is_administrator)


def can_edit(user: User) -> bool:
    """Managers and administrators shape the process: they write, publish and retire templates."""
    return user.is_active and (user.is_manager or user.is_administrator)
