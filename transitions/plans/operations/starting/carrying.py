"""What the last handover of an account left open goes along with the next one."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.people.models import User
from checklists.runs.operations import carrying
from transitions.plans.models import Transition


def carry_over(transition: Transition, holders: Mapping[str, User]) -> int:
    """Add what its predecessor left open, and is not left behind, to a checklist just built.

    Returns:
        How many items were added.
    """
    before, checklist = transition.follows, transition.checklist
    if before is None or before.checklist_id is None or checklist is None:
        return 0
    return carrying.carry_over(
        carrying.LeftOpen(
            before.checklist_id,
            f"Left open in {before.reference}.",
            without=transition.left_behind,
        ),
        checklist,
        holders,
    )
