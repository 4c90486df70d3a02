"""Since when the incoming KAM owns the account."""

from __future__ import annotations

from datetime import date

from config.lib import words
from transitions.plans.models import Transition


def has_moved(transition: Transition, today: date) -> str:
    """Since when and by whom ownership has moved, in one sentence; empty while it has not."""
    since, by = transition.moved_on, transition.ownership_moved_by
    if since is None:
        return ""
    on = words.day(since, today=today)
    said = words.sentence(f"{transition.account} belongs to {transition.incoming} since {on}")
    if by:
        return f"{said} {by} moved it."
    when = "on its day" if since == transition.owns_on else "once nothing stood in the way"
    return f"{said} Changeover moved it {when}."
