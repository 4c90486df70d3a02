from datetime import UTC, datetime

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.factories.transitions import make_transition
from tests.support.smtp import smtp_sink
from transitions.plans.models import Transition

__all__ = ["smtp_sink"]


@pytest.fixture
def morning() -> datetime:
    """Tuesday 24 November 2026, 07:30 in Vienna."""
    return datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.fixture
def transition(account: Account, successor: User, lead: User, calendar: Calendar) -> Transition:
    """Tomas hands Brightwater Foods over to Priya; Helena manages it.

    On Tuesday 24 November: Tomas is 20 days late with the contacts and 1 day with the summary, the
    contract is due today; Priya's agenda is due today, and their meeting on Thursday waits for it.
    """
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def quiet(transition: Transition, morning: datetime) -> Transition:
    """Nothing is left to do on it, so that no digest speaks of items."""
    Item.objects.update(
        state=ItemState.DONE, closed_at=morning, closed_by=transition.manager, due_on="2026-11-20"
    )
    return transition
