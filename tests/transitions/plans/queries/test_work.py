from datetime import date

from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import make_person, make_transition
from transitions.plans.choices import Health
from transitions.plans.queries.work import places


def test_accounts_with_another_owner_cost_no_query_each(
    clock: object, successor: User, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        moved = make_transition(incoming=successor)
        Account.objects.filter(pk=moved.account_id).update(owner=make_person("Nina Roth"))

    with django_assert_num_queries(1):
        found = places(successor, today)

    assert [place.health for place in found.values()] == [Health.OFF_TRACK] * 2
