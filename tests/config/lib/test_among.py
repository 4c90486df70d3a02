"""Rows by ids that another query finds: the same rows as with `__in`."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.accounts import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(owner: User, successor: User) -> QuerySet[Account, Any]:
    """The accounts of two people, by ids from two queries."""
    for person in (owner, successor, successor):
        AccountFactory.create(owner=person)
    accounts = Account.objects.order_by()
    ids = [accounts.filter(owner=each).values("pk") for each in (owner, successor)]
    return ids[0].union(ids[1])


def test_it_finds_what_in_finds(theirs: QuerySet[Account, Any], stranger: User) -> None:
    other = AccountFactory.create(owner=stranger)
    found, others = Q(pk__among=theirs), ~Q(pk__among=theirs)

    assert set(Account.objects.filter(found)) == set(Account.objects.filter(pk__in=theirs))
    assert list(Account.objects.filter(others)) == [other]
    assert Account.objects.filter(found | Q(pk=other.pk)).count() == Account.objects.count()


def test_rows_of_another_table_are_asked_for_in_the_same_way(
    theirs: QuerySet[Account, Any], stranger: User
) -> None:
    owners = User.objects.filter(
        owned_accounts__among=Account.objects.filter(pk__in=theirs).values("pk")
    )
    by_list = Account.objects.filter(owner__among=[owner.pk for owner in owners])

    assert stranger not in owners
    assert set(by_list) == set(Account.objects.filter(pk__in=theirs))


def test_postgresql_asks_the_other_query_once_by_itself(theirs: QuerySet[Account, Any]) -> None:
    sql = str(Account.objects.filter(pk__among=theirs).query)

    assert ("= ANY(ARRAY(" in sql) is (connection.vendor == "postgresql")
