from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership
from transitions.plans.operations.items import Who


@pytest.fixture
def transition(db: None) -> Transition:
    """A transition with eight items, started late: see `make_transition`."""
    return make_transition()


@pytest.fixture
def who(transition: Transition) -> Who:
    """Priya, who takes over, on Tuesday 24 November."""
    return Who(transition.incoming, NOW)


@pytest.fixture
def last(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Completed: “Brief the team” was left open, and something was learned."""
    found = make_transition(account=account, incoming=successor, manager=lead)
    for item in Item.objects.filter(checklist=found.checklist_id, is_required=True):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    ownership.move(found.pk, by=lead, now=NOW)
    Transition.objects.filter(pk=found.pk).update(lessons="Call early\n- Write promises down")
    return lifecycle.complete(found.pk, by=lead, now=NOW)
