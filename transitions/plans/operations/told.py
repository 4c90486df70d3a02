"""What accounts are told of the handovers they are in, so that their list needs no transition."""

from __future__ import annotations

from django.db import transaction

from accounts.clients.operations import handovers
from transitions.plans.choices import RUNNING_STATES, Health
from transitions.plans.models import Transition
from transitions.plans.operations.locking import lock
from transitions.plans.queries import drift
from transitions.plans.rules import TROUBLE


def tell(transition: Transition) -> None:
    """Tell the account that a handover is under way, and how it stands.

    The caller holds the locks of the account and of the transition.
    """
    handovers.keep(
        transition.account_id,
        moves_on=transition.moves_on,
        trouble=TROUBLE[Health(transition.health)],
    )


def tell_anew() -> int:
    """Tell accounts what they know wrongly; two queries where all of them know it.

    The version before tells them nothing, and may still run during an upgrade.

    Returns:
        How many it told.
    """
    forgotten, _ = drift.told_too_long().delete()
    return forgotten + sum(_tell_anew(transition_id) for transition_id in drift.told_wrongly())


@transaction.atomic
def _tell_anew(transition_id: int) -> bool:
    """Look again behind the locks: it may be over by now."""
    transition = lock(transition_id)
    if transition.state not in RUNNING_STATES:
        return False
    tell(transition)
    return True
