import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.plans.queries.load import Load, loads

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(owner: User) -> Account:
    return AccountFactory.create(owner=owner, effort=30)


def test_a_load_is_what_somebody_owns(owner: User, successor: User, account: Account) -> None:
    AccountFactory.create(owner=owner, effort=25)

    assert loads([owner.pk, successor.pk]) == {owner.pk: Load(now=55), successor.pk: Load()}


def test_a_running_transition_goes_out_of_one_load_and_into_the_other(
    owner: User, successor: User, lead: User, account: Account
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)

    found = loads([owner.pk, successor.pk])

    assert found == {owner.pk: Load(30, going=30), successor.pk: Load(0, coming=30)}
    assert (found[owner.pk].after, found[successor.pk].after) == (0, 30)


def test_a_draft_does_not_count(owner: User, successor: User, lead: User, account: Account) -> None:
    make_transition(account=account, incoming=successor, manager=lead, started=False)

    assert loads([successor.pk]) == {successor.pk: Load()}


def test_an_account_that_has_moved_counts_once(
    owner: User, successor: User, lead: User, account: Account
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    Transition.objects.update(ownership_moved_at=timezone.now())
    Account.objects.update(owner=successor)

    assert loads([owner.pk, successor.pk]) == {owner.pk: Load(), successor.pk: Load(30)}


def test_many_people_cost_two_queries(
    account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [person.pk for person in UserFactory.create_batch(5)]

    with django_assert_num_queries(2):
        loads(people)


def test_what_is_over_the_limit_counts_once_everything_has_moved(
    owner: User, successor: User, lead: User, account: Account
) -> None:
    User.objects.filter(pk=successor.pk).update(capacity=40)
    AccountFactory.create(owner=successor, effort=25)
    make_transition(account=account, incoming=successor, manager=lead)

    load = loads([successor.pk])[successor.pk]

    assert (load, load.after, load.over) == (Load(25, coming=30, capacity=40), 55, 15)
