"""Who sees which accounts and transitions, held against the rule written plainly in Python."""

from __future__ import annotations

import random
from itertools import product

import pytest

from accounts.clients.models import Access, Account
from accounts.people.choices import Role
from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.transitions import make_transition
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries.item_list import visible as visible_items
from transitions.portfolio.queries import full_log

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> list[User]:
    """Two people of each role, teams, and accounts in all relations to them, by chance."""
    chance = random.Random(7)
    people = [UserFactory.create(role=role) for role in (*Role, *Role)]
    leads = [person for person in people if person.role in {Role.MANAGER, Role.LEADER}]
    teams = [TeamFactory.create(lead=lead) for lead in leads]
    for person in people:
        User.objects.filter(pk=person.pk).update(team=chance.choice([*teams, None]))
    kams = [person for person in people if person.role in {Role.KAM, Role.MANAGER}]
    for number, secret in product(range(3), (True, False)):
        account = AccountFactory.create(owner=chance.choice(people), is_confidential=secret)
        Access.objects.create(account=account, person=chance.choice(people))
        if number < 2:
            outgoing, incoming = chance.sample(kams, 2)
            moving = make_transition(account=account, outgoing=outgoing, incoming=incoming)
            helper = chance.choice(people)
            TeamMember.objects.create(
                transition=moving, role=TeamRole.OTHER, role_name="Expert", person=helper
            )
    return people


def leads(person: User, other: User) -> bool:
    team = other.team
    return person.role == Role.MANAGER and team is not None and team.lead_id == person.pk


def is_theirs(person: User, others: set[User]) -> bool:
    return any(other == person or leads(person, other) for other in others)


def is_open_to(person: User, account: Account) -> bool:
    """Because of the role alone."""
    if person.role == Role.ADMINISTRATOR:
        return True
    return person.role == Role.LEADER and not account.is_confidential


def sees_account(person: User, account: Account) -> bool:
    let_in = {access.person for access in account.accesses.all()}
    return is_open_to(person, account) or is_theirs(person, {account.owner, *let_in})


def sees_transition(person: User, transition: Transition) -> bool:
    team = {member.person for member in transition.team.all()}
    account = transition.account
    return is_open_to(person, account) or is_theirs(person, {account.owner, *team})


def test_everybody_sees_the_accounts_that_the_rule_says(company: list[User]) -> None:
    accounts = Account.objects.select_related("owner__team").prefetch_related(
        "accesses__person__team"
    )
    for person in company:
        seen = {one for one in accounts if sees_account(person, one)}

        shown = list(Account.objects.visible_to(person))

        assert len(shown) == len(seen)
        assert set(shown) == seen, person.role


def test_everybody_sees_the_transitions_that_the_rule_says_and_what_belongs_to_them(
    company: list[User],
) -> None:
    transitions = Transition.objects.select_related("account__owner__team").prefetch_related(
        "team__person__team"
    )
    for person in company:
        seen = {one for one in transitions if sees_transition(person, one)}

        shown = list(Transition.objects.visible_to(person))
        items = visible_items(person).values_list("checklist__transition", flat=True)
        log = full_log.entries(full_log.reader(person)).values_list("transition", flat=True)

        keys = {one.pk for one in seen}
        assert len(shown) == len(seen)
        assert set(shown) == seen, person.role
        started = Transition.objects.filter(pk__in=keys, checklist__items__isnull=False)
        assert set(items) == set(started.values_list("pk", flat=True))
        told = Transition.objects.filter(pk__in=keys, log__isnull=False)
        assert set(log) == set(told.values_list("pk", flat=True))


def test_who_can_no_longer_sign_in_sees_no_account(company: list[User]) -> None:
    for person in company:
        person.is_active = False

        assert not Account.objects.visible_to(person).exists()


def test_a_leader_is_not_shown_every_account_to_find_the_confidential_ones(
    company: list[User],
) -> None:
    reader = next(person for person in company if person.role == Role.LEADER)

    asked = str(Transition.objects.visible_to(reader).query)

    outer = asked.partition("WHERE")[0]
    assert "clients_account" not in outer
