"""Who takes over decides about each commitment: takes it over, renegotiates or declines it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.profile.models import Commitment
from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision
from transitions.dossier.operations.commitments import Outdated, Read, hold, write
from transitions.dossier.rules import UNSAID
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

DID = {
    Stance.TAKES_OVER: "takes over",
    Stance.RENEGOTIATES: "renegotiates",
    Stance.DECLINES: "declined",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decides; what is offered and until when, or why it is declined."""

    stance: Stance
    words: str = ""
    new_due_on: date | None = None


@transaction.atomic
def decide(transition_id: int, read: Read, decided: Decided, who: Who) -> Decision:
    """Decide about a commitment, or decide anew; the same twice is kept once.

    Whoever decides anew has the client told anew.

    Raises:
        Commitment.DoesNotExist: there is none that they see.
        Refused: it is not theirs to decide, it is settled, or nothing new is offered.
        Outdated: it is not as the page showed it.
    """
    held = hold(transition_id, read, who)
    if not permissions.may_decide(who.by, held.transition):
        raise Refused(f"{held.transition.incoming} decides, until the account is theirs.")
    if not held.commitment.is_open:
        raise Refused("This commitment is settled. There is nothing left to decide.")
    if held.course not in UNSAID and held.decision and _says(held.decision, decided):
        return held.decision
    if held.stamp != read.stamp:
        raise Outdated
    _refuse_no_offer(held.commitment, decided, site_day(who.now))
    decision = held.decision or Decision(
        transition=held.transition, commitment=held.commitment, version=0
    )
    decision.stance, decision.words = decided.stance, decided.words
    decision.new_due_on = decided.new_due_on
    decision.seen, decision.by, decision.at = held.commitment.version, who.by, who.now
    decision.client_told_on = decision.client_told_by = None
    decision.client_told_how = ""
    decision.agreed_at = decision.agreed_by = None
    decision.version += 1
    decision.save()
    write(held, f"{who.by} {DID[decided.stance]}", who, notes=decided.words)
    return decision


def _says(decision: Decision, decided: Decided) -> bool:
    told = decision.stance, decision.words, decision.new_due_on
    return told == (decided.stance, decided.words, decided.new_due_on)


def _refuse_no_offer(commitment: Commitment, decided: Decided, today: date) -> None:
    if decided.stance != Stance.RENEGOTIATES or decided.new_due_on is None:
        return
    if decided.new_due_on < today:
        raise Refused("Choose today or a later day for what is offered instead.")
    if (decided.words, decided.new_due_on) == (commitment.promise, commitment.due_on):
        raise Refused("That is what was promised already. Offer something else, or another day.")
