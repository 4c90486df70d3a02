"""What the page for a new transition offers: accounts, people, templates, and first answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.clients.models import Account, Ownership
from accounts.people.choices import Role
from accounts.people.models import Calendar, User
from accounts.people.permissions import leads
from checklists.library.models import Template
from transitions.plans.models import Transition
from transitions.plans.permissions import may_start
from transitions.plans.queries import proposing
from transitions.plans.queries.load import loads

SHOWN = 4
"""How many people are offered before “Choose someone else”."""


@dataclass(frozen=True, slots=True)
class AccountOption:
    """An account in the list of accounts; choosing one in transition leads to that one."""

    pk: int
    name: str
    in_transition: bool

    @property
    def label(self) -> str:
        return f"{self.name} (in transition already)" if self.in_transition else self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take over, with their load before and after."""

    person: User
    now: int
    after: int
    is_own: bool

    @property
    def over(self) -> int:
        """Load points beyond the person's limit."""
        return max(self.after - self.person.capacity, 0)

    @property
    def about(self) -> str:
        team = self.person.team.name if self.person.team else ""
        return ", ".join(filter(None, [self.person.position, team])) or "No team yet"


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could take over: the own team first, and in it those with the most room."""

    first: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    chosen: str = ""

    @property
    def is_other_chosen(self) -> bool:
        """Whether the chosen person is not among the first, so that the others must show."""
        return any(str(candidate.person.pk) == self.chosen for candidate in self.others)


def startable(user: User) -> QuerySet[Account]:
    """The accounts a person may hand over, as `permissions.may_start_for` says."""
    if not may_start(user):
        return Account.objects.none()
    accounts = Account.objects.visible_to(user).select_related("owner__team__lead", "handover")
    if user.is_administrator:
        return accounts
    return accounts.filter(Q(owner=user) | Q(owner__team__lead=user))


def account_options(user: User) -> list[AccountOption]:
    """The accounts a person may hand over, by name; one query."""
    running = Transition.objects.open().filter(account=OuterRef("pk"))
    found = startable(user).annotate(open_id=Subquery(running.values("pk")[:1])).order_by("name")
    return [
        AccountOption(pk, name, open_id is not None)
        for pk, name, open_id in found.values_list("pk", "name", "open_id")
    ]


def open_transition(account: Account) -> Transition | None:
    """The transition that an account is in, if any."""
    return Transition.objects.open().filter(account=account).first()


def made_with(key: UUID, user: User) -> Transition | None:
    """The transition that was made with an opened form, if it has been sent before."""
    return Transition.objects.visible_to(user).filter(request_key=key).first()


def owner_since(account: Account) -> date | None:
    """Since when its owner looks after an account."""
    present = Ownership.objects.filter(account=account, person=account.owner, until_on=None)
    return present.values_list("from_on", flat=True).first()


def candidates(user: User, account: Account | None, chosen: str = "") -> Candidates:
    """Everybody who could take over, in the order in which to ask; four queries.

    `chosen` is the id that the form says.
    """
    people = list(User.objects.holding_accounts().select_related("team"))
    carried = loads([person.pk for person in people])
    found = []
    for person in people:
        if account and account.owner_id == person.pk:
            continue
        load = carried[person.pk]
        after = load.after + (account.effort if account else 0)
        found.append(Candidate(person, load.now, after, _is_own(user, account, person)))
    found.sort(key=_order)
    return Candidates(tuple(found[:SHOWN]), tuple(found[SHOWN:]), chosen)


def _order(candidate: Candidate) -> tuple[bool, bool, bool, int, str]:
    """Who leaves comes last; else the own team first, KAMs before managers, the roomiest first."""
    person = candidate.person
    return (
        person.last_day_on is not None,
        not candidate.is_own,
        person.is_manager,
        candidate.after - person.capacity,
        person.full_name,
    )


def _is_own(user: User, account: Account | None, person: User) -> bool:
    if user.is_administrator:
        has_team = person.team_id is not None
        return bool(account and has_team and account.owner.team_id == person.team_id)
    return leads(user, person)


def managers() -> QuerySet[User]:
    """Who can be the sales manager of a transition."""
    return User.objects.active().filter(role__in=["manager", "administrator"])


def hr_people() -> QuerySet[User]:
    """Who can take care of the formal side of a transition."""
    return User.objects.active().filter(role=Role.HR)


def backups() -> QuerySet[User]:
    """Who can stand in for one of the two KAMs."""
    return User.objects.holding_accounts()


def manager_for(user: User, account: Account) -> User:
    """Who manages a transition unless somebody else is chosen."""
    lead = account.owner.team.lead if account.owner.team else None
    if user.is_manager or lead is None or not lead.is_active:
        return user
    return lead


def templates() -> list[Template]:
    """The published templates, the usual one first."""
    found = list(Template.objects.published().order_by("name"))
    return sorted(found, key=lambda template: template.key != settings.USUAL_TEMPLATE)


def calendar_of(account: Account | None) -> Calendar | None:
    """The calendar of the country of an account, the whole country first, or the usual one."""
    calendars = list(Calendar.objects.order_by("-is_default", "subdivision", "name"))
    country = account.country if account else ""
    there = [calendar for calendar in calendars if calendar.country == country]
    return next(iter((*there, *calendars)), None)


def first_answers(
    user: User, *, account: Account | None, template: int | None, today: date
) -> dict[str, str]:
    """What a fresh form says: the next working day, the template and the calendar proposed."""
    calendar = calendar_of(account)
    proposed = proposing.template_for(account, templates(), today)
    tomorrow = today + timedelta(days=1)
    starts_on = calendar.work_calendar().next_working(tomorrow) if calendar else tomorrow
    answers = {
        "account": account.pk if account else None,
        "template": template or (proposed.pk if proposed else None),
        "suggested_template": proposed.pk if proposed and not template else None,
        "calendar": calendar.pk if calendar else None,
        "suggested_calendar": calendar.pk if calendar else None,
        "manager": user.pk if user.is_manager else None,
        "starts_on": starts_on.isoformat(),
        "carries": "on",
        "request_key": uuid4(),
    }
    return {name: str(value) for name, value in answers.items() if value is not None}
