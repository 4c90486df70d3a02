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


def reads_on(transition: Transition, today: date) -> str:
    """How long who hands over reads the account, or read it, in one sentence; empty for nobody."""
    name, account = transition.outgoing.first_name, transition.account
    until = transition.reads_until
    if not transition.outgoing.is_active:
        return ""
    if until is None:
        if transition.has_moved or transition.is_over:
            return ""
        days = words.count(transition.access_days, "day")
        return f"Once ownership has moved {name} reads {account} for another {days}."
    if until < today:
        return f"{name} no longer sees {account} and its dossier. {stays(transition)}"
    also = ", and answers questions about it" if transition.is_active else ""
    on = words.day(until, today=today)
    return words.sentence(f"{name} only reads {account} now{also}, until {on}")


def stays(transition: Transition) -> str:
    """What stays open to who handed over when they see the account no more, in one sentence."""
    items = ", and so do the items that are still theirs" if transition.is_active else ""
    return f"This transition and its log stay open to {transition.outgoing.first_name}{items}."
