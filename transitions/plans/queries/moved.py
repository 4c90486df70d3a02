"""Since when the incoming KAM owns the account."""

from __future__ import annotations

from datetime import date

from config.lib import words
from transitions.plans.models import Transition


def has_moved(transition: Transition, today: date) -> str:
    """Since when and by whom ownership has moved, in one sentence; empty while it has not."""
    if transition.ownership_moved_at is None:
        return ""
    since = transition.ownership_moved_at.astimezone(transition.incoming.zone).date()
    by = transition.ownership_moved_by
    on = words.day(since, today=today)
    said = words.sentence(f"{transition.account} belongs to {transition.incoming} since {on}")
    return f"{said} {by} moved it." if by else f"{said} Changeover moved it on its day."
