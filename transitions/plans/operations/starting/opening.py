"""A draft is started, at once or later."""

from __future__ import annotations

from datetime import date, datetime

from accounts.clients.operations import accounts as client_accounts
from accounts.people.models import User
from checklists.runs.operations import building
from config.lib import places, words
from config.lib.kept import atomic_once_more
from transitions.plans.choices import LogKind, State, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import health, holders, log, told
from transitions.plans.operations.locking import Refused, bump, lock, refuse_other_owner
from transitions.plans.operations.starting.answers import NewTransition
from transitions.plans.operations.starting.carrying import carry_over
from transitions.plans.operations.starting.drafting import draft
from transitions.plans.operations.starting.repeating import SentBefore
from transitions.plans.queries import planning
from transitions.plans.queries.planning import Plan

NEEDED = (TeamRole.INCOMING, TeamRole.MANAGER, TeamRole.HR, TeamRole.BACKUP)
"""The roles whose people must be here; who hands over may have left already."""


@atomic_once_more
def create(
    new: NewTransition, *, by: User, now: datetime, today: date, at_once: bool
) -> Transition:
    """Draft a transition and, where asked, start it at once; all of it or nothing.

    Raises:
        AlreadyInTransition: the account has an open transition.
        SentBefore: the form made another transition, or is to be kept as a draft and has started.
        Refused: it cannot be drafted or started as it is.
    """
    transition = draft(new, by=by, now=now, today=today)
    if at_once:
        return start(transition.pk, by=by, now=now)
    if not transition.is_draft:
        raise SentBefore(transition)
    return transition


@atomic_once_more
def start(transition_id: int, *, by: User, now: datetime) -> Transition:
    """Open a draft and build its checklist; starting it again changes nothing.

    The row is locked, so two clicks cannot build two checklists.

    Raises:
        Refused: it is over, the account has another owner now, or its people are no longer here.
    """
    transition = lock(transition_id)
    if transition.state in {State.ACTIVE, State.ON_HOLD}:
        return transition
    refuse_start(transition)
    with places.written_for(places.BRITISH):  # the log says why items are left out
        plan = planning.plan_of(transition)
    people = {member.role: member.person for member in transition.team.select_related("person")}
    transition.checklist = building.build(
        building.Order(
            template=transition.template,
            holders=people,
            due=plan.due,
            phase_days=plan.phase_days,
            owns_on=transition.owns_on,
        )
    )
    carried = carry_over(transition, people)
    transition.state = State.ACTIVE
    bump(transition, "checklist", "state")
    client_accounts.set_changing_hands(transition.account_id, True)
    told.tell(transition)
    notes = "\n".join(f"Left out: {item.number} {item.title}" for item in plan.left_out)
    activity = _said(transition, carried, plan)
    log.write(transition, LogKind.LIFECYCLE, activity, by=by, at=now, notes=notes)
    health.follow_state(transition, was_active=False, now=now)
    return transition


def _said(transition: Transition, carried: int, plan: Plan) -> str:
    """With how many items it starts, how many of them come from before, and what is left out."""
    total = transition.checklist.total if transition.checklist else 0
    items = words.count(total - carried, "item")
    activity = f"Started the transition with {items} from {transition.template}"
    if carried and transition.follows:
        points = words.count(carried, "open point")
        activity = f"{activity}, and {points} of {transition.follows.reference}"
    return f"{activity}, {plan.left_out_because}" if plan.left_out else activity


def refuse_start(transition: Transition) -> None:
    """Say why a draft cannot start as it is.

    Raises:
        Refused: it is over, the account has another owner now, or its people are no longer here.
    """
    if transition.is_over:
        raise Refused(f"This transition is {transition.get_state_display().lower()} already.")
    refuse_other_owner(transition)
    for member in transition.team.filter(role__in=NEEDED).select_related("person"):
        holders.refuse(TeamRole(member.role), member.person, owns_on=transition.owns_on)
