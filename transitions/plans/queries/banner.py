"""What a page of a transition says first, while the transition is not active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from config.lib import words
from config.lib.site_time import site_day
from transitions.plans.choices import State
from transitions.plans.models import Transition


@dataclass(frozen=True, slots=True)
class Banner:
    """Why a transition rests or is over, since when, and what happens next."""

    tone: str
    icon: str
    title: str
    text: str


def banner(transition: Transition, today: date) -> Banner | None:
    """What a page says first about a transition that is not active; one query, if any.

    The day it ended is that of the site, as in reports; that of a hold is the reader's own.
    """
    if transition.state == State.ACTIVE:
        return None
    if transition.state == State.DRAFT:
        text = "Nobody has been told yet. Start it to give everybody their items."
        return Banner("", "info-circle", "This is a draft.", text)
    last = transition.log.filter(kind="lifecycle").select_related("responsible").first()
    by = ""
    if last:
        who = last.responsible.full_name if last.responsible else "Changeover"
        day_of = site_day if transition.is_over else localdate
        on = words.day(day_of(last.happened_at), today=today)
        by = words.sentence(f"By {who} on {on}")
    reason = f"“{transition.state_reason}”" if transition.state_reason else ""
    title, icon, tone, then = {
        State.ON_HOLD: (
            "This transition is on hold.", "pause-circle", "amber",
            "Nobody is reminded and items stay as they are until it is resumed.",
        ),
        State.CANCELLED: (
            "This transition was cancelled.", "slash-circle", "",
            f"The account stays with {transition.account.owner.full_name}.",
        ),
        State.COMPLETED: (
            "This transition is complete.", "check-circle-fill", "",
            "Everything stays readable. The report tells the whole story.",
        ),
    }[State(transition.state)]  # fmt: skip
    return Banner(tone, icon, title, " ".join(filter(None, [reason, by, then])))
