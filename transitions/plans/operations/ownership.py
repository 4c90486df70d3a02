"""The day ownership moves: the account goes from the outgoing to the incoming KAM."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from accounts.clients.operations import accounts as client_accounts
from accounts.people.models import User
from checklists.library.choices import Gate
from config.lib import acting
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import gates, health, log, reading, told
from transitions.plans.operations.locking import Refused, bump, lock
from transitions.plans.queries import standing

logger = logging.getLogger(__name__)

MOVED = (
    "ownership_moved_at",
    "ownership_moved_by",
    "ownership_moved_on",
    "waits_for",
    "reads_until",
)
LOADED = ("account", "outgoing", "incoming", "manager", "key_contact", "template", "checklist")
"""What the gate of a transition looks at and names."""


@transaction.atomic
def move(
    transition_id: int,
    *,
    by: User | None,
    now: datetime,
    override_reason: str = "",
    seen: frozenset[str] | None = None,
) -> Transition:
    """Give the account to the incoming KAM; doing it again changes nothing.

    The day it moves is the one where the incoming KAM works, whoever moves it.

    Args:
        transition_id: the transition.
        by: who moves it; None for the scheduled task.
        now: the moment it moves.
        override_reason: why it moves although its gate asks for more; kept with what is open.
        seen: the stamps of what the page has shown as open.

    Raises:
        Refused: it is not active, the account has another owner by now, the incoming KAM is no
            longer here, or something is open at its gate and there is no reason.
    """
    transition = lock(transition_id)
    if transition.has_moved:
        return transition
    _refuse(transition)
    override = gates.Override(override_reason, seen)
    notes = gates.pass_gate(transition, Gate.OWNERSHIP, override, by=by, now=now)
    _hand_over(transition, by=by, now=now)
    activity = f"Ownership moved from {transition.outgoing} to {transition.incoming}"
    log.write(transition, LogKind.OWNERSHIP, activity, by=by, at=now, notes=notes)
    health.settle(transition, now=now)
    return transition


def _hand_over(transition: Transition, *, by: User | None, now: datetime) -> None:
    moved_on = now.astimezone(transition.incoming.zone).date()
    transition.ownership_moved_at, transition.ownership_moved_by = now, by
    transition.ownership_moved_on, transition.waits_for = moved_on, ""
    reading.begin(transition, moved_on)
    bump(transition, *MOVED)
    with acting.by(by.pk if by else None, at=now):
        client_accounts.hand_to(transition.account_id, transition.incoming, on=moved_on)
    client_accounts.set_changing_hands(transition.account_id, False)
    reading.let_in(transition, by=by, now=now)
    told.tell(transition)


def move_due(now: datetime) -> list[Transition]:
    """Move every account whose day has come where its incoming KAM works.

    Only those whose gate is met; the others wait for a person, and say what for. Only where a
    template asks for more than items is that looked at one by one. One that fails does not keep
    the others waiting.
    """
    latest = now.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    due = (
        Transition.objects.ownership_due(latest)
        .filter(Q(checklist__gate_open=0) | ~Q(waits_for=""))
        .select_related(*LOADED)
    )
    moved = []
    for transition in due:
        try:
            is_day = transition.owns_on <= now.astimezone(transition.incoming.zone).date()
            if is_day and not _waits(transition, now):
                moved.append(move(transition.pk, by=None, now=now))
        except Refused:
            continue  # somebody changed it in the meantime; it waits for a person
        except Exception:
            logger.exception("Ownership of %s could not be moved", transition.reference)
    return moved


def _waits(transition: Transition, now: datetime) -> bool:
    """Whether further conditions or items hold ownership back; it keeps which conditions do."""
    until = gates.waits_until(transition, now)
    if until != transition.waits_for:
        _keep(transition.pk, until, now)
    return bool(until) or bool(transition.checklist and transition.checklist.gate_open)


@transaction.atomic
def _keep(transition_id: int, until: str, now: datetime) -> None:
    """Keep what ownership waits for, and let health tell it; not where it has moved meanwhile."""
    transition = lock(transition_id)
    if not transition.has_moved:
        transition.waits_for = until
        transition.save(update_fields=["waits_for"])
        health.settle(transition, now=now)


def _refuse(transition: Transition) -> None:
    """Say why ownership cannot move at all, whatever its gate asks for."""
    if not transition.is_active or transition.checklist is None:
        raise Refused("Ownership moves only while the transition is active.")
    if obstacle := standing.obstacle(transition):
        raise Refused(str(obstacle))
