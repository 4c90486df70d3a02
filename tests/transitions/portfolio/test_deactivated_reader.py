"""Who can no longer sign in sees nothing, by the queries that are kept for a role as well."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who
from transitions.plans.queries.navigation import ALL_COUNTS, Counts, Mine, counts
from transitions.plans.queries.work_page import FINISHED
from transitions.portfolio.queries.running import SEEN, seen_by
from transitions.portfolio.queries.workload import WITHOUT_PLAN

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def kam() -> User:
    """An owner of another account, too, who has ticked an item and has more to do."""
    transition = make_transition()
    owner = transition.outgoing
    AccountFactory.create(owner=owner)
    agenda = item_of(transition, "Agree the agenda")
    items.tick(transition.pk, agenda.pk, Who(owner, NOW))
    return owner


def all_seen(person: User) -> list[list[tuple[object, ...]]]:
    return [
        ALL_COUNTS.rows(person, TODAY),
        FINISHED.rows(person),
        SEEN.rows(person),
        WITHOUT_PLAN.rows(person, [person.pk]),
    ]


def test_what_is_kept_for_a_role_is_empty_for_who_can_no_longer_sign_in(kam: User) -> None:
    before = [len(rows) for rows in all_seen(kam)]
    kam.is_active = False

    assert before == [2, 1, 1, 1]
    assert all_seen(kam) == [[], [], [], []]


def test_for_them_the_navigation_counts_nothing(kam: User) -> None:
    assert counts(kam, TODAY).running == 1
    kam.is_active = False

    assert counts(kam, TODAY) == Counts(Mine(0, 0), 0, 0)
    assert seen_by(kam) == []
