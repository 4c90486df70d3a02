"""How the dossiers of the demo were signed, before ownership moved or was released."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.people.models import User
from config.lib import acting
from transitions.dossier.choices import Side, Stance
from transitions.dossier.operations import decisions, questions, seals, signing
from transitions.dossier.operations.commitments import Read
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.operations.seals import Shown
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries.commitments import of_transition
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.keys import keys
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who


def agree(found: Transition, told: Mapping[str, str], at: datetime) -> None:
    """Who hands over answers some prompts and confirms all that there is; who takes over accepts
    it a day later, with every promise.
    """
    later = at + timedelta(days=1)
    with acting.by(found.outgoing_id, at=at):
        for prompt, words in told.items():
            questions.tell(found.pk, prompt, words, Who(found.outgoing, at))
    parts = dossier_page(found, found.outgoing, at.date()).parts
    there = [Shown(one.name, one.stamp) for one in parts if one.stamp]
    for one in there:
        with acting.by(found.outgoing_id, at=at):
            seals.confirm(found.pk, one, Who(found.outgoing, at))
    for one in there:
        with acting.by(found.incoming_id, at=later):
            seals.accept(found.pk, one, Who(found.incoming, later))
    for row in of_transition(found, found.incoming):
        shown = Read(row.commitment.pk, row.stamp)
        taken = Decided(Stance.TAKES_OVER)
        with acting.by(found.incoming_id, at=later):
            decisions.decide(found.pk, shown, taken, Who(found.incoming, later))


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
