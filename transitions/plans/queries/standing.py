"""How a transition stands: the stored facts that its health depends on."""

from __future__ import annotations

from datetime import date

from transitions.plans.choices import Health
from transitions.plans.models import Transition
from transitions.plans.rules import (
    Facts,
    Obstacle,
    Verdict,
    belongs_elsewhere,
    has_left,
    health,
    planned_percent,
)


def verdict(transition: Transition, today: date) -> Verdict:
    """Health with its reason; no query when account, both KAMs and checklist__next_item are loaded.

    One where the account has another owner, who is to be named.
    """
    return health(facts(transition, today), today)


def stands(transition: Transition, today: date) -> Health:
    """Health without its reason; no query, even where the next item is not loaded."""
    return health(facts(transition, today, is_told=False), today).health


def obstacle(transition: Transition) -> Obstacle | None:
    """Why ownership cannot move to the incoming KAM at all; None when it can, or has moved."""
    if transition.has_moved:
        return None
    if transition.account.owner_id != transition.outgoing_id:
        return belongs_elsewhere(transition.account.name, transition.account.owner.full_name)
    is_here, _ = _presence(transition)
    return None if is_here else has_left(transition.incoming.full_name)


def _presence(transition: Transition) -> tuple[bool, date | None]:
    """Whether the incoming KAM can sign in, and their last day; some queries say both without
    loading them.
    """
    told: bool | None = getattr(transition, "incoming_is_here", None)
    if told is None:
        return transition.incoming.is_active, transition.incoming.last_day_on
    last_day: date | None = getattr(transition, "incoming_last_day", None)
    return told, last_day


def facts(transition: Transition, today: date, *, is_told: bool = True) -> Facts:
    """The facts of one transition, for `rules.health`; with the next item, if a reason is told."""
    checklist = transition.checklist
    following = checklist.next_item if checklist and is_told else None
    stands_in_the_way = obstacle(transition)
    incoming_is_active, incoming_last_day = _presence(transition)
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
        moved_on=transition.ownership_moved_on,
        outgoing_name=transition.outgoing.first_name,
        outgoing_last_day=transition.outgoing.last_day_on,
        outgoing_is_active=transition.outgoing.is_active,
        incoming_name=transition.incoming.first_name if is_told else "",
        incoming_last_day=incoming_last_day,
        incoming_is_active=incoming_is_active,
        obstacle=stands_in_the_way.reason if stands_in_the_way else "",
        waits_for=transition.waits_for,
    )
