from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition


@pytest.fixture
def transition(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya, and knows Ulla Sand."""
    ContactFactory.create(
        account=account, name="Ulla Sand", position="Head of purchasing", email="ulla@bw.example"
    )
    return make_transition(account=account, incoming=successor, manager=lead)
