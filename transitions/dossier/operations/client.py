"""The client is told what is declined or to be renegotiated, and may agree to what is offered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.profile.choices import Promise
from config.lib.site_time import site_day
from transitions.dossier import permissions
from transitions.dossier.choices import Course, Stance
from transitions.dossier.models import Decision
from transitions.dossier.operations.commitments import Held, Outdated, Read, change, hold, write
from transitions.dossier.rules import WAITS_FOR_CLIENT
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who


@dataclass(frozen=True, slots=True)
class Told:
    """When and how the client was told."""

    on: date
    how: str


@transaction.atomic
def tell_client(transition_id: int, read: Read, told: Told, who: Who) -> Decision:
    """Keep that the client was told that something is declined or to be renegotiated; the same
    twice is kept once.

    What was declined binds nobody any more, so it is settled as withdrawn by that.

    Raises:
        Commitment.DoesNotExist: there is none that they see.
        Refused: it is not theirs to say, the day is still to come, or there is nothing to tell.
        Outdated: it is not as the page showed it.
    """
    held = _for_speakers(transition_id, read, who)
    decision = held.decision
    if decision and (decision.client_told_on, decision.client_told_how) == (told.on, told.how):
        return decision
    _refuse_settled(held)
    if held.stamp != read.stamp:
        raise Outdated
    if decision is None or held.course not in WAITS_FOR_CLIENT:
        raise Refused("There is nothing about this commitment that the client has to be told.")
    if not site_day(decision.at) <= told.on <= site_day(who.now):
        raise Refused("Choose a day between the decision and today.")
    decision.client_told_on, decision.client_told_by = told.on, who.by
    decision.client_told_how = told.how
    _keep(decision)
    write(held, f"{who.by} noted that the client was told of", who, notes=told.how)
    if decision.stance == Stance.DECLINES:
        values = {"state": Promise.WITHDRAWN, "settled_on": told.on, "outcome": decision.words}
        change(held.commitment, values, who)
    return decision


@transaction.atomic
def agree(transition_id: int, read: Read, who: Who) -> Decision:
    """Keep that the client agreed to what was offered instead: the commitment says that now.

    Safe to call twice. The account is changed as if its owner had done it by hand, so the section
    of the dossier has to be confirmed and accepted again.

    Raises:
        Commitment.DoesNotExist: there is none that they see.
        Refused: it is not theirs to say, or nothing was offered.
        Outdated: it is not as the page showed it.
    """
    held = _for_speakers(transition_id, read, who)
    decision = held.decision
    if decision and held.course == Course.AGREED:
        return decision
    _refuse_settled(held)
    if held.stamp != read.stamp:
        raise Outdated
    if decision is None or held.course not in {Course.ASKED_ANEW, Course.IN_TALKS}:
        raise Refused("Nothing was offered to the client instead of this commitment.")
    write(held, f"{who.by} noted that the client agreed to change", who, notes=decision.words)
    offered: dict[str, object] = {"promise": decision.words, "due_on": decision.new_due_on}
    decision.seen = change(held.commitment, offered, who).version
    if decision.client_told_on is None:
        decision.client_told_on, decision.client_told_by = site_day(who.now), who.by
        decision.client_told_how = "They agreed"
    decision.agreed_at, decision.agreed_by = who.now, who.by
    _keep(decision)
    return decision


def _for_speakers(transition_id: int, read: Read, who: Who) -> Held:
    held = hold(transition_id, read, who)
    if not permissions.may_speak_to_client(who.by, held.transition):
        outgoing, incoming = held.transition.outgoing, held.transition.incoming
        raise Refused(f"{outgoing}, {incoming} and who manages this speak to the client.")
    return held


def _refuse_settled(held: Held) -> None:
    if not held.commitment.is_open:
        raise Refused("This commitment is settled. There is nothing left to tell.")


def _keep(decision: Decision) -> None:
    decision.version += 1
    decision.save()
