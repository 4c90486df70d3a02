from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership


@pytest.fixture
def moved(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods belongs to Priya; “Brief the team” is all that is open."""
    found = make_transition(account=account, incoming=successor, manager=lead)
    for item in Item.objects.filter(checklist=found.checklist_id, is_required=True):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    return ownership.move(found.pk, by=lead, now=NOW)


@pytest.fixture
def finished(moved: Transition, lead: User) -> Transition:
    """The same, completed with “Brief the team” left open and two lessons learned."""
    Transition.objects.filter(pk=moved.pk).update(lessons="Call early\n- Write promises down")
    return lifecycle.complete(moved.pk, by=lead, now=NOW)
