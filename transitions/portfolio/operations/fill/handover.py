"""One transition of a filled site: account, team, checklist and everything that happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from accounts.clients.models import Access, Account, Contact, Handover, Ownership
from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from config.lib import words
from transitions.dossier.choices import Side
from transitions.dossier.models import Signature
from transitions.plans.choices import (
    OPEN_STATES,
    READ_CONFIDENTIAL,
    RUNNING_STATES,
    Health,
    LogKind,
    Reason,
    State,
    TeamRole,
)
from transitions.plans.models import HealthChange, LogEntry, Objective, TeamMember, Transition
from transitions.plans.operations.starting import OBJECTIVES, RESPONSIBILITIES
from transitions.plans.queries import standing
from transitions.plans.rules import TROUBLE
from transitions.portfolio.operations.fill import checklist as checklists
from transitions.portfolio.operations.fill.company import Company
from transitions.portfolio.operations.fill.course import Course, course, moment
from transitions.portfolio.operations.fill.schedules import Schedules
from transitions.portfolio.operations.fill.store import like

NAMES = ("Alder", "Birch", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbour", "Kestrel")
TRADES = ("Foods", "Glass", "Logistics", "Motors", "Textiles", "Energy", "Pharma", "Retail")
CONFIDENTIAL = 0.08
MEMBER, ENTRY, CHANGE, SIGNATURE = TeamMember(), LogEntry(), HealthChange(), Signature()
GOALS = [Objective(position=number, title=title) for number, title in enumerate(OBJECTIVES, 1)]


def build_account(company: Company, number: int) -> Account:
    """An account with its owner and its key contact."""
    random = company.random
    account = Account(
        name=f"{random.choice(NAMES)} {random.choice(TRADES)} {number}",
        owner=random.choice(company.kams),
        is_confidential=random.random() < CONFIDENTIAL,
        annual_revenue=Decimal(random.randint(40, 9000)) * 1000,
        effort=random.randint(4, 20),
        client_since_on=company.today - timedelta(days=random.randint(700, 5000)),
        industry=random.choice(TRADES),
        line_of_business=random.choice(TRADES),
        region=random.choice(("North", "South", "East", "West")),
        country="AT",
        created_at=company.now,
        updated_at=company.now,
    )
    company.store.keep(account)
    company.store.keep(Contact(account=account, name="Margit Hofer", position="Head", is_key=True))
    return account


def keep_ownership(company: Company, account: Account) -> None:
    """The days on which the owner has looked after an account nobody handed over."""
    since = account.client_since_on or company.today
    company.store.keep(Ownership(account=account, person=account.owner, from_on=since))


def build(company: Company, schedules: Schedules, account: Account, items: int) -> Transition:
    """A transition of this account, worked on as its course says."""
    store, went = company.store, course(schedules, company.today, company.random)
    outgoing = account.owner
    people = _people(company, outgoing)
    plan = schedules.plan(went.starts_on)
    transition = Transition(
        account=account,
        outgoing=outgoing,
        incoming=people["incoming"],
        manager=people["manager"],
        reason=company.random.choice(Reason.values),
        state=went.state,
        state_reason="Waits for a decision." if went.state in _REASONED else "",
        template=schedules.template,
        calendar=company.calendar,
        starts_on=went.starts_on,
        owns_on=plan.frame.owns_on,
        ends_on=plan.frame.ends_on,
        prepared_by=people["manager"],
        prepared_on=min(went.starts_on, company.today) - timedelta(days=3),
        created_at=company.now,
    )
    store.keep(transition)
    rows: list[Item] = []
    if went.is_started:
        transition.checklist, rows = checklists.build(company, schedules, went, people, items)
    _settle(company, transition)
    _team(company, transition, people)
    _sign(company, transition, people)
    _story(company, transition, went, rows)
    return transition


_REASONED = {State.ON_HOLD, State.CANCELLED}


def _people(company: Company, outgoing: User) -> dict[str, User]:
    people = {
        "outgoing": outgoing,
        "incoming": company.colleague(outgoing),
        "manager": company.leads[outgoing.team_id or 0],
    }
    if company.random.random() < 0.3:
        people["hr"] = company.random.choice(company.hr)
    return people


def _settle(company: Company, transition: Transition) -> None:
    """Ownership, completion and health, as they follow from the checklist and today."""
    account, checklist = transition.account, transition.checklist
    is_due = transition.owns_on < company.today and checklist and not checklist.gate_open
    moved_on = None
    if transition.state == State.COMPLETED or (transition.state == State.ACTIVE and is_due):
        moved_on = transition.owns_on
        transition.ownership_moved_at = moment(moved_on, company.random, company.now)
        transition.ownership_moved_on = moved_on
        transition.reads_until = moved_on + timedelta(days=transition.access_days)
    if transition.state == State.COMPLETED:
        transition.completed_at = moment(transition.ends_on, company.random, company.now)
        transition.completed_by = transition.manager
    transition.health = standing.verdict(transition, company.today).health
    _tell(company, transition)
    account.is_changing_hands = transition.state in RUNNING_STATES and not transition.has_moved
    _own(company, transition, moved_on)


def _tell(company: Company, transition: Transition) -> None:
    """What the account knows of a handover that is under way."""
    if transition.state in RUNNING_STATES:
        trouble = TROUBLE[Health(transition.health)]
        moves_on = transition.moves_on
        company.store.keep(Handover(account=transition.account, moves_on=moves_on, trouble=trouble))


def _own(company: Company, transition: Transition, moved_on: date | None) -> None:
    account, keep = transition.account, company.store.keep
    since = account.client_since_on or transition.starts_on
    until = max(since, moved_on - timedelta(days=1)) if moved_on else None
    keep(Ownership(account=account, person=transition.outgoing, from_on=since, until_on=until))
    if moved_on:
        account.owner = transition.incoming
        keep(Ownership(account=account, person=transition.incoming, from_on=moved_on))


def _team(company: Company, transition: Transition, people: dict[str, User]) -> None:
    for role, person in people.items():
        text = RESPONSIBILITIES[role]  # type: ignore[index]  # a choice is its text
        own = {"transition_id": transition.pk, "role": role, "person_id": person.pk}
        company.store.keep(like(MEMBER, responsibilities=text, **own))
        if transition.state in OPEN_STATES:
            reads = role in READ_CONFIDENTIAL
            until = transition.reads_until if role == TeamRole.OUTGOING else None
            let_in = Access(
                account=transition.account,
                person=person,
                reads_confidential=reads,
                until_on=until,
            )
            company.store.keep(let_in)
    score = 4 if transition.state == State.COMPLETED else None
    for goal in GOALS:
        company.store.keep(like(goal, transition_id=transition.pk, score=score))


def _sign(company: Company, transition: Transition, people: dict[str, User]) -> None:
    """Where ownership has moved, both KAMs have signed and a manager has released it."""
    if transition.ownership_moved_at:
        for side in Side.values:
            own = {"transition_id": transition.pk, "side": side, "by_id": people[side].pk}
            company.store.keep(like(SIGNATURE, at=transition.ownership_moved_at, **own))


def _story(company: Company, transition: Transition, went: Course, items: list[Item]) -> None:
    """The log, and the moments from which it stood differently."""
    begun = moment(transition.prepared_on, company.random, company.now)
    tell = _Teller(company, transition)
    tell(LogKind.LIFECYCLE, f"Drafted the transition to {transition.incoming}", begun)
    if not went.is_started:
        return
    started = begun + timedelta(minutes=1)
    many = words.count(len(items), "item")
    tell(LogKind.LIFECYCLE, f"Started the transition with {many}", started)
    tell.health(Health.ON_TRACK, started)
    for item in items:
        if item.closed_at:
            verb = "Ticked" if item.state == ItemState.DONE else "Set aside"
            tell(LogKind.ITEM, f"{verb} “{item.title}”", item.closed_at, item.closed_by_id)
    if transition.ownership_moved_at:
        text = f"Ownership moved from {transition.outgoing} to {transition.incoming}"
        tell(LogKind.OWNERSHIP, text, transition.ownership_moved_at)
    if transition.state == State.ACTIVE and transition.health != Health.ON_TRACK:
        tell.health(Health(transition.health), company.now - timedelta(hours=1))
    if transition.state != State.ACTIVE:
        ended = transition.completed_at or company.now - timedelta(days=2)
        text = f"{transition.get_state_display()}: the transition"
        tell(LogKind.LIFECYCLE, text, ended)
        tell.health(None, ended)


class _Teller:
    """Writes what happened on one transition."""

    def __init__(self, company: Company, transition: Transition) -> None:
        self.company, self.transition = company, transition

    def __call__(
        self, kind: LogKind, activity: str, at: datetime, person: int | None = None
    ) -> None:
        by = person or self.transition.manager_id
        row = like(
            ENTRY,
            transition_id=self.transition.pk,
            kind=kind,
            happened_at=at,
            activity=activity,
            responsible_id=by,
            written_by_id=by,
        )
        self.company.store.keep(row)

    def health(self, health: Health | None, at: datetime) -> None:
        own = {"transition_id": self.transition.pk, "changed_at": at, "health": health or ""}
        self.company.store.keep(like(CHANGE, **own))
