from __future__ import annotations

import pytest

from accounts.people.models import User
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition


@pytest.fixture
def transition(db: None) -> Transition:
    """A transition with eight items, started late: see `make_transition`."""
    return make_transition()


@pytest.fixture
def priya(transition: Transition) -> User:
    """Who takes over."""
    return transition.incoming
