"""In which order the dashboard shows what needs attention."""

import pytest

from accounts.clients.choices import Tier
from accounts.clients.models import Account
from tests.factories.transitions import TODAY, make_person, make_transition
from transitions.plans.models import Transition
from transitions.portfolio.queries import board
from transitions.portfolio.queries.running import light

pytestmark = pytest.mark.django_db


def test_of_what_stands_alike_and_is_due_alike_the_most_valuable_account_comes_first() -> None:
    for name, tier, revenue in (
        ("Alder", Tier.STANDARD, 10_000),
        ("Birch", Tier.GROWTH, 10_000),
        ("Cedar", Tier.STANDARD, 2_000_000),
        ("Delta", Tier.KEY, 10_000),
    ):
        account = Account.objects.create(
            name=name, tier=tier, annual_revenue=revenue, owner=make_person(f"Owner of {name}")
        )
        make_transition(account=account)

    shown = board.shown(light(Transition.objects.all()), "health", TODAY, all_=False)

    assert [row.account for row in shown.table] == ["Cedar", "Delta", "Birch", "Alder"]
