"""The day ownership moves: the account goes from the outgoing to the incoming KAM."""

from __future__ import annotations

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.clients.operations import accounts as client_accounts
from accounts.people.models import User
from config.lib import acting, words
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import health, log, told
from transitions.plans.operations.locking import Refused, bump, lock
from transitions.plans.queries import standing

logger = logging.getLogger(__name__)


@transaction.atomic
def move(
    transition_id: int, *, by: User | None, now: datetime, override_reason: str = ""
) -> Transition:
    """Give the account to the incoming KAM; doing it again changes nothing.

    The day it moves is the one where the incoming KAM works, whoever moves it.

    Args:
        transition_id: the transition.
        by: who moves it; None for the scheduled task.
        now: the moment it moves.
        override_reason: why it moves although required items are open; goes to the log.

    Raises:
        Refused: it is not active, the account has another owner by now, the incoming KAM is no
            longer here, or required items are open and there is no reason.
    """
    transition = lock(transition_id)
    if transition.has_moved:
        return transition
    still_open = _refuse(transition, override_reason)
    moved_on = now.astimezone(transition.incoming.zone).date()
    transition.ownership_moved_at, transition.ownership_moved_by = now, by
    transition.ownership_moved_on = moved_on
    bump(transition, "ownership_moved_at", "ownership_moved_by", "ownership_moved_on")
    with acting.by(by.pk if by else None, at=now):
        client_accounts.hand_to(transition.account_id, transition.incoming, on=moved_on)
    client_accounts.set_changing_hands(transition.account_id, False)
    told.tell(transition)
    activity = f"Ownership moved from {transition.outgoing} to {transition.incoming}"
    notes = (
        f"{words.count(still_open, 'required item')} open. Reason: {override_reason}"
        if still_open
        else ""
    )
    log.write(transition, LogKind.OWNERSHIP, activity, by=by, at=now, notes=notes)
    health.settle(transition, now=now)
    return transition


def move_due(now: datetime) -> list[Transition]:
    """Move every account whose day has come where its incoming KAM works.

    Only those whose required items are done; the others wait for a person. One that fails does
    not keep the others waiting.
    """
    latest = now.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    due = (
        Transition.objects.ownership_due(latest)
        .filter(checklist__gate_open=0)
        .select_related("incoming")
    )
    moved = []
    for transition in due:
        try:
            if transition.owns_on <= now.astimezone(transition.incoming.zone).date():
                moved.append(move(transition.pk, by=None, now=now))
        except Refused:
            continue  # somebody changed it in the meantime; it waits for a person
        except Exception:
            logger.exception("Ownership of %s could not be moved", transition.reference)
    return moved


def _refuse(transition: Transition, override_reason: str) -> int:
    """Say why ownership cannot move; otherwise how many required items it leaves open."""
    if not transition.is_active or transition.checklist is None:
        raise Refused("Ownership moves only while the transition is active.")
    if obstacle := standing.obstacle(transition):
        raise Refused(str(obstacle))
    still_open = transition.checklist.gate_open
    if still_open and not override_reason.strip():
        them = "it" if still_open == 1 else "them"
        raise Refused(
            f"{words.count(still_open, 'required item')} must be done or set aside before "
            f"ownership moves. Close {them}, or give a reason to move it anyway."
        )
    return still_open
