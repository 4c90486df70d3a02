from __future__ import annotations

import pytest

from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who


@pytest.fixture
def transition(db: None) -> Transition:
    """A transition with eight items, started late: see `make_transition`."""
    return make_transition()


@pytest.fixture
def who(transition: Transition) -> Who:
    """Priya, who takes over, on Tuesday 24 November."""
    return Who(transition.incoming, NOW)
