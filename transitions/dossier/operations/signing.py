"""The two KAMs sign the dossier as a whole, and a manager releases the move."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Side
from transitions.dossier.models import Signature
from transitions.dossier.operations.seals import Outdated, note
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.keys import Keys, content_of, keys
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.working import Who
from transitions.plans.queries import releasing

SIGNED = {
    Side.OUTGOING: "{} signed that everything is handed over",
    Side.INCOMING: "{} accepted the dossier",
    Side.MANAGER: "{} released the move of ownership",
}
TAKEN_BACK = {
    Side.OUTGOING: "{} took back that everything is handed over",
    Side.INCOMING: "{} took back the acceptance of the dossier",
    Side.MANAGER: "{} took back the release",
}
CHANGED = "The dossier has changed since you opened the page. Read it again, then decide."
NOT_READY = (
    "Some sections are not accepted yet, or questions wait for an answer. "
    "You can accept the dossier with reservations, and say which."
)


@dataclass(frozen=True, slots=True)
class Signing:
    """What somebody signs: for which side, what the page showed, and with which reservations."""

    side: Side
    stamp: str
    reservations: str = ""


@transaction.atomic
def sign(transition_id: int, signing: Signing, who: Who) -> Signature:
    """Turn a key; safe to call twice. Who takes over may accept anew in other words.

    What is accepted with reservations has to be released anew.

    Raises:
        Refused: it is not theirs, or what is to be accepted without reservations is not ready.
        Outdated: the dossier is another one than the page showed.
    """
    transition, side = lock(transition_id), signing.side
    _refuse(transition, side, who)
    _forget_others(transition, who)
    before = transition.signatures.filter(side=side).first()
    if before and (side != Side.INCOMING or before.reservations == signing.reservations):
        return before
    page = dossier_page(transition, who.by, site_day(who.now))
    found = keys(transition, page, who.by)
    _hold_to(found, signing)
    if signing.reservations:
        _void_release(transition, who)
    signature, _ = Signature.objects.update_or_create(
        transition=transition,
        side=side,
        defaults={
            "by": who.by,
            "at": who.now,
            "reservations": signing.reservations,
            "stamp": content_of(page),
        },
    )
    _write(transition, _said(transition, signature), who, notes=signing.reservations)
    note(transition, who, page)
    return signature


@transaction.atomic
def take_back(transition_id: int, side: Side, who: Who) -> None:
    """Take a key back, and with one of the two KAMs’ the release; safe to call twice.

    Raises:
        Refused: it is not theirs, or ownership has moved.
    """
    transition = lock(transition_id)
    _refuse(transition, side, who)
    _forget_others(transition, who)
    gone, _ = transition.signatures.filter(side=side).delete()
    if not gone:
        return
    _write(transition, TAKEN_BACK[side].format(who.by), who)
    if side != Side.MANAGER:
        _void_release(transition, who)


def _refuse(transition: Transition, side: Side, who: Who) -> None:
    if permissions.may_sign(who.by, transition, side):
        return
    if transition.has_moved:
        raise Refused(f"Ownership has moved to {transition.incoming}. What was signed stays.")
    if not transition.is_active:
        raise Refused("A dossier is signed only while the transition is active.")
    if side == Side.MANAGER and who.by == transition.incoming:
        raise Refused(releasing.who_else(transition))
    whose = {
        Side.OUTGOING: f"{transition.outgoing} signs that everything is handed over.",
        Side.INCOMING: f"{transition.incoming} accepts the dossier.",
        Side.MANAGER: "Who manages the transition releases it.",
    }
    raise Refused(whose[side])


def _hold_to(found: Keys, signing: Signing) -> None:
    """Refuse what the page did not show, and what is not ready."""
    if found.of(signing.side).stamp != signing.stamp:
        raise Outdated(CHANGED)
    if signing.side == Side.INCOMING and not signing.reservations and not found.is_ready:
        raise Refused(NOT_READY)


def _forget_others(transition: Transition, who: Who) -> None:
    """Take away what counts no more, as somebody else takes over now, and the release with it."""
    counting = transition.signatures.counting().values("pk")
    gone = [one.pk for one in transition.signatures.exclude(pk__in=counting)]
    if gone:
        _void_release(transition, who)
        transition.signatures.filter(pk__in=gone).delete()


def _void_release(transition: Transition, who: Who) -> None:
    """A manager released what was signed then; anything else is released anew."""
    gone, _ = transition.signatures.filter(side=Side.MANAGER).delete()
    if gone:
        _write(transition, "The release counts no more, as something else is signed now", who)


def _said(transition: Transition, signature: Signature) -> str:
    said = SIGNED[Side(signature.side)].format(signature.by)
    if signature.side == Side.OUTGOING and signature.by_id != transition.outgoing_id:
        return f"{said}, in place of {transition.outgoing}"
    return f"{said} with reservations" if signature.has_reservations else said


def _write(transition: Transition, activity: str, who: Who, *, notes: str = "") -> None:
    log.write(transition, LogKind.DOSSIER, activity, by=who.by, at=who.now, notes=notes)
