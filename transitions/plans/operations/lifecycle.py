"""A transition is held, resumed, cancelled or completed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.clients.operations import accounts as client_accounts
from accounts.clients.operations import handovers
from accounts.people.models import User
from checklists.library.choices import Gate
from config.lib import words
from transitions.plans.choices import LogKind, State
from transitions.plans.models import Transition
from transitions.plans.operations import gates, health, log, reading, told
from transitions.plans.operations.gates import Override
from transitions.plans.operations.locking import Refused, bump, lock

NO_REASON = Override()


@transaction.atomic
def hold(transition_id: int, reason: str, *, by: User, now: datetime) -> Transition:
    """Stop an active transition for a while: no reminders, no ticks.

    Raises:
        Refused: it is not active, or there is no reason.
    """
    transition = lock(transition_id)
    if transition.is_on_hold:
        return transition
    if not transition.is_active:
        raise Refused("Only an active transition can be put on hold.")
    _change(transition, State.ON_HOLD, _said(reason, "Say why it stops."), by=by, now=now)
    told.tell(transition)
    return transition


@transaction.atomic
def resume(transition_id: int, *, by: User, now: datetime, reason: str = "") -> Transition:
    """Go on with a transition that was on hold; a reason goes to the log.

    Raises:
        Refused: it is not on hold.
    """
    transition = lock(transition_id)
    if transition.is_active:
        return transition
    if not transition.is_on_hold:
        raise Refused("Only a transition on hold can go on.")
    _change(transition, State.ACTIVE, "", by=by, now=now, notes=reason.strip())
    told.tell(transition)
    return transition


@transaction.atomic
def cancel(transition_id: int, reason: str, *, by: User, now: datetime) -> Transition:
    """End a transition without completing it; the account stays with its owner.

    Raises:
        Refused: it is completed, or there is no reason.
    """
    transition = lock(transition_id)
    if transition.state == State.CANCELLED:
        return transition
    if transition.is_over:
        raise Refused("A completed transition cannot be cancelled.")
    said = _said(reason, "Say why it is cancelled.")
    _let_go(transition, by=by, now=now)
    return _change(transition, State.CANCELLED, said, by=by, now=now)


@transaction.atomic
def complete(
    transition_id: int, *, by: User, now: datetime, override: Override = NO_REASON
) -> Transition:
    """Close a transition whose ownership has moved and whose gate is met.

    Who manages it may complete it although something is open; that is kept with the reason. The
    team still sees the transition, but no longer the account, which who handed it over reads until
    their day. Completing it again changes nothing.

    Raises:
        Refused: it is not active, ownership has not moved, or something is open at its gate and
            there is no reason.
    """
    transition = lock(transition_id)
    if transition.state == State.COMPLETED:
        return transition
    obstacles = obstacles_to_completion(transition)
    if obstacles:
        raise Refused(" ".join(obstacles))
    notes = gates.pass_gate(transition, Gate.COMPLETION, override, by=by, now=now)
    _let_go(transition, by=by, now=now)
    transition.completed_at, transition.completed_by = now, by
    transition.save(update_fields=["completed_at", "completed_by"])
    return _change(transition, State.COMPLETED, "", by=by, now=now, notes=notes)


def obstacles_to_completion(transition: Transition) -> list[str]:
    """Why a transition cannot complete at all, as sentences; nobody can override these."""
    if not transition.is_active or transition.checklist is None:
        return ["Only an active transition can be completed."]
    if transition.has_moved:
        return []
    obstacles = [f"Ownership has not moved to {transition.incoming.first_name} yet."]
    if transition.checklist.required_open:
        required = words.count(transition.checklist.required_open, "required item")
        is_one = transition.checklist.required_open == 1
        verb, them = ("is", "it") if is_one else ("are", "them")
        obstacles.append(f"{required} {verb} still open. Close {them} or set {them} aside.")
    return obstacles


VERBS = {
    State.ON_HOLD: "Put the transition on hold",
    State.ACTIVE: "Resumed the transition",
    State.CANCELLED: "Cancelled the transition",
    State.COMPLETED: "Completed the transition",
}


def _said(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise Refused(sentence)
    return reason.strip()


def _let_go(transition: Transition, *, by: User, now: datetime) -> None:
    """Leave the account to its owner and to those who lead them; who handed it over reads on."""
    reading.let_in_beside(transition.account_id, (), by=by, now=now)
    client_accounts.set_changing_hands(transition.account_id, False)
    handovers.end(transition.account_id)


def _change(
    transition: Transition, state: State, reason: str, *, by: User, now: datetime, notes: str = ""
) -> Transition:
    was_active = transition.is_active
    transition.state, transition.state_reason = state, reason
    bump(transition, "state", "state_reason")
    log.write(transition, LogKind.LIFECYCLE, VERBS[state], by=by, at=now, notes=reason or notes)
    health.follow_state(transition, was_active=was_active, now=now)
    return transition
