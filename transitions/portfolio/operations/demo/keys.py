"""How the dossiers of the demo were signed, before ownership moved or was released."""

from __future__ import annotations

from datetime import datetime

from accounts.people.models import User
from config.lib import acting
from transitions.dossier.choices import Side
from transitions.dossier.operations import signing
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.keys import keys
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


def hand_over(found: Transition, at: datetime) -> None:
    """Who hands over signs that everything is handed over."""
    _turn(found, Side.OUTGOING, Who(found.outgoing, at))


def accept(found: Transition, at: datetime, reservations: str = "") -> None:
    """Who takes over accepts the dossier, perhaps with reservations."""
    _turn(found, Side.INCOMING, Who(found.incoming, at), reservations)


def release(found: Transition, at: datetime) -> None:
    """Who manages the transition releases the move."""
    _turn(found, Side.MANAGER, Who(found.manager, at))


def _turn(found: Transition, side: Side, who: Who, reservations: str = "") -> None:
    stamp = _stamp(found, side, who.by, who.now)
    with acting.by(who.by.pk, at=who.now):
        signing.sign(found.pk, Signing(side, stamp, reservations), who)


def _stamp(found: Transition, side: Side, by: User, now: datetime) -> str:
    return keys(found, dossier_page(found, by, now.date()), by).of(side).stamp
