"""How a transition stands: the stored facts that its health depends on."""

from __future__ import annotations

from datetime import date

from transitions.plans.models import Transition
from transitions.plans.rules import Facts, Verdict, health, planned_percent


def verdict(transition: Transition, today: date) -> Verdict:
    """Health with its reason; no query when outgoing and checklist__next_item are loaded."""
    return health(facts(transition, today), today)


def facts(transition: Transition, today: date) -> Facts:
    """The facts of one transition, for `rules.health`."""
    checklist = transition.checklist
    following = checklist.next_item if checklist else None
    return Facts(
        state=transition.state,
        owns_on=transition.owns_on,
        ends_on=transition.ends_on,
        has_moved=transition.has_moved,
        gate_open=checklist.gate_open if checklist else 0,
        percent=checklist.percent if checklist else 0,
        planned=planned_percent(checklist.stages, today) if checklist else 0,
        next_due_on=checklist.next_due_on if checklist else None,
        next_title=following.title if following else "",
        outgoing_name=transition.outgoing.first_name,
        outgoing_last_day=transition.outgoing.last_day_on,
    )
