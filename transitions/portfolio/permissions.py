"""Who looks at many transitions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.people.models import User


def may_oversee(user: User) -> bool:
    """Managers, leaders and administrators see the dashboard; each sees their own transitions."""
    return user.is_active and user.oversees
