from __future__ import annotations

from datetime import date

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import make_transition
from transitions.plans.choices import Reason
from transitions.plans.models import Transition


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods, off track: nothing has been done for weeks."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def another(owner: User, successor: User, lead: User) -> Transition:
    """Copperfield Paper, on track: it begins today."""
    account = AccountFactory.create(name="Copperfield Paper", owner=owner)
    return make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        starts_on=date(2026, 11, 24),
        reason=Reason.CLIENT,
    )
