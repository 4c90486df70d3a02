"""A transition is drafted and started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.clients.models import Account
from accounts.clients.operations import access
from accounts.clients.operations import accounts as client_accounts
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from checklists.runs.operations import building
from config.lib import words
from transitions.plans.choices import LogKind, Reason, State, TeamRole
from transitions.plans.models import Objective, TeamMember, Transition
from transitions.plans.operations import health, holders, log
from transitions.plans.operations.locking import Refused, bump, lock, refuse_other_owner
from transitions.plans.queries import planning

OBJECTIVES = (
    "The handover is seamless for the client",
    "The relationship with the client is kept",
    "Service goes on without a gap",
    "Sales performance holds",
)
RESPONSIBILITIES = {
    TeamRole.OUTGOING: "Hands over contacts, knowledge and promises, and introduces the successor.",
    TeamRole.INCOMING: "Takes over the knowledge, meets the client and owns the account "
    "from the day ownership moves.",
    TeamRole.MANAGER: "Decides on dates and people, removes obstacles and answers for the result.",
    TeamRole.HR: "Takes care of the formal side of the change.",
    TeamRole.BACKUP: "Stands in when one of the two KAMs is away.",
}

NEEDED = (TeamRole.INCOMING, TeamRole.MANAGER, TeamRole.HR, TeamRole.BACKUP)
"""The roles whose people must be here; who hands over may have left already."""
ANSWERS = (
    "account",
    "incoming",
    "manager",
    "reason",
    "client_reason",
    "template",
    "calendar",
    "starts_on",
    "owns_on",
    "ends_on",
)
"""What `NewTransition` and a transition call by the same name."""
RELATED = ("account", "incoming", "manager", "template", "calendar")


class AlreadyInTransition(Refused):
    """The account is changing hands already; `existing` is that transition."""

    def __init__(self, existing: Transition) -> None:
        super().__init__(f"{existing.account} is changing hands already.")
        self.existing = existing


class SentBefore(Refused):
    """The opened form was sent for something else; `existing` is what the same person made."""

    def __init__(self, existing: Transition | None) -> None:
        super().__init__("This form was sent before. Send it again to make another handover.")
        self.existing = existing


@dataclass(frozen=True, slots=True)
class NewTransition:
    """What a manager answers on the page for a new transition.

    `request_key` comes from the opened form: the same key never makes two transitions. Without
    `hr` the manager gets the items of HR.
    """

    account: Account
    incoming: User
    manager: User
    reason: Reason
    client_reason: str
    template: Template
    calendar: Calendar
    starts_on: date
    owns_on: date
    ends_on: date
    request_key: UUID
    hr: User | None = None
    backup: User | None = None


@transaction.atomic
def draft(new: NewTransition, *, by: User, now: datetime, today: date) -> Transition:
    """Keep a transition as a draft, with its team and objectives. Nobody is told yet.

    The same form with the same answers, sent twice by one person, gives the same transition.

    Raises:
        AlreadyInTransition: the account has an open transition.
        SentBefore: the form made another transition, or one with other answers.
        Refused: the incoming KAM owns the account already, or somebody cannot hold their role.
    """
    account = client_accounts.locked(new.account.pk)
    # Only behind the lock: the same form, sent twice at once, has its transition by then.
    existing = _made_before(new, by)
    if existing:
        return existing
    refuse_people(new, owner_id=account.owner_id)
    running = Transition.objects.open().select_related("account").filter(account=account)
    if running:
        raise AlreadyInTransition(running[0])
    transition = _create(new, account, by=by, today=today)
    _add_team(transition, {TeamRole.HR: new.hr, TeamRole.BACKUP: new.backup})
    Objective.objects.bulk_create(
        Objective(transition=transition, position=position, title=title)
        for position, title in enumerate(OBJECTIVES, start=1)
    )
    activity = f"Drafted the handover from {transition.outgoing} to {transition.incoming}"
    log.write(transition, LogKind.LIFECYCLE, activity, by=by, at=now)
    return transition


def refuse_people(new: NewTransition, *, owner_id: int) -> None:
    """Say who of these people cannot take that part in a handover by an owner.

    Raises:
        Refused: the incoming KAM owns the account already, or somebody cannot hold their role.
    """
    if owner_id == new.incoming.pk:
        raise Refused(f"{new.incoming.first_name} owns this account already. Choose someone else.")
    people = {
        TeamRole.INCOMING: new.incoming,
        TeamRole.MANAGER: new.manager,
        TeamRole.HR: new.hr,
        TeamRole.BACKUP: new.backup,
    }
    for role, person in people.items():
        if person:
            holders.refuse(role, person, owns_on=new.owns_on)


def _made_before(new: NewTransition, by: User) -> Transition | None:
    """What the same person made with the same form and the same answers."""
    existing = Transition.objects.select_related(*RELATED).filter(request_key=new.request_key)
    if not existing:
        return None
    if existing[0].prepared_by_id != by.pk:
        raise SentBefore(None)
    if existing[0].is_over or not _says(existing[0], new):
        raise SentBefore(existing[0])
    return existing[0]


def _says(transition: Transition, new: NewTransition) -> bool:
    """Whether a transition is what these answers would make."""
    others = {TeamRole.HR: new.hr, TeamRole.BACKUP: new.backup}
    wanted = {role.value: person.pk for role, person in others.items() if person}
    team = transition.team.filter(role__in=others).values_list("role", "person")
    return dict(team) == wanted and all(
        getattr(transition, name) == getattr(new, name) for name in ANSWERS
    )


def _create(new: NewTransition, account: Account, *, by: User, today: date) -> Transition:
    return Transition.objects.create(
        account=account,
        outgoing=account.owner,
        incoming=new.incoming,
        manager=new.manager,
        reason=new.reason,
        client_reason=new.client_reason,
        template=new.template,
        calendar=new.calendar,
        starts_on=new.starts_on,
        owns_on=new.owns_on,
        ends_on=new.ends_on,
        prepared_by=by,
        prepared_on=today,
        key_contact=account.contacts.filter(is_key=True).first(),
        request_key=new.request_key,
    )


def _add_team(transition: Transition, others: Mapping[TeamRole, User | None]) -> None:
    people = {
        TeamRole.OUTGOING: transition.outgoing,
        TeamRole.INCOMING: transition.incoming,
        TeamRole.MANAGER: transition.manager,
        **{role: person for role, person in others.items() if person},
    }
    TeamMember.objects.bulk_create(
        TeamMember(
            transition=transition, role=role, person=person, responsibilities=RESPONSIBILITIES[role]
        )
        for role, person in people.items()
    )
    access.set_to(transition.account_id, set(people.values()))


@transaction.atomic
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


@transaction.atomic
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
    transition.state = State.ACTIVE
    bump(transition, "checklist", "state")
    client_accounts.set_changing_hands(transition.account_id, True)
    items = words.count(transition.checklist.total, "item")
    activity = f"Started the handover with {items} from {transition.template}"
    log.write(transition, LogKind.LIFECYCLE, activity, by=by, at=now)
    health.follow_state(transition, was_active=False, now=now)
    return transition


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
