"""What both account managers said of a section, in words with days."""

from __future__ import annotations

from datetime import datetime

from accounts.people.models import User
from config.lib import words
from transitions.dossier.choices import Standing
from transitions.dossier.models import Seal
from transitions.dossier.queries.dossier import Part
from transitions.plans.models import Transition
from transitions.reports.queries.record.story import moment

TONES = {
    Standing.ACCEPTED: "good",
    Standing.REFUSED: "late",
    Standing.REOPENED: "late",
    Standing.CHANGED: "late",
}


def said_of(part: Part, transition: Transition, *, with_reason: bool) -> str:
    """Who confirmed and who accepted or refused it, and what it waits for.

    Args:
        part: the section, as its reader may read it.
        transition: whose dossier it is.
        with_reason: whether a reason may be quoted; it may tell what its reader may not read.
    """
    seal, standing = part.seal, part.standing
    if seal is None or standing in {Standing.EMPTY, Standing.OPEN}:
        return _unsaid(transition, is_empty=standing == Standing.EMPTY)
    confirmed = _did(seal.confirmed_by, "confirmed", seal.confirmed_at)
    if standing == Standing.ACCEPTED:
        return f"{confirmed} {_did(seal.answered_by, 'accepted', seal.answered_at)}".strip()
    if standing == Standing.CONFIRMED:
        return f"{confirmed} It waits for {transition.incoming.full_name}."
    if standing == Standing.REFUSED:
        reason = f" {seal.reason}" if with_reason else ""
        return f"{confirmed} {_did(seal.answered_by, 'refused', seal.answered_at)}{reason}".strip()
    return f"It was changed since. {_before(seal, standing)}".strip()


def day(at: datetime | None) -> str:
    """A moment as a day of the company's clock."""
    return words.short_full_day(moment(at).date()) if at else ""


def _unsaid(transition: Transition, *, is_empty: bool) -> str:
    outgoing = transition.outgoing.full_name
    if transition.has_moved:
        act = "filled" if is_empty else "confirmed"
        return f"{outgoing} had not {act} it when {transition.account} moved."
    return f"It waits for {outgoing} to {'fill' if is_empty else 'confirm'} it."


def _before(seal: Seal, standing: Standing) -> str:
    if standing == Standing.REOPENED:
        return _did(seal.answered_by, "accepted", seal.answered_at)
    return _did(seal.confirmed_by, "confirmed", seal.confirmed_at)


def _did(person: User | None, verb: str, at: datetime | None) -> str:
    return f"{person.full_name} {verb} it on {day(at)}." if person else ""
