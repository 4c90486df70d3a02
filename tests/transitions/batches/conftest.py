from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from config.lib.site_time import site_day
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, make_transition
from transitions.batches.models import Batch
from transitions.batches.operations import making
from transitions.batches.queries import planning
from transitions.batches.queries.ground import ground_of
from transitions.batches.rules.step import Step
from transitions.batches.rules.wish import Wish
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya; Helena manages it. Today is Tue 24 Nov."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def second(running: Transition, owner: User, successor: User, lead: User) -> Transition:
    """Copperfield Paper, between the same people."""
    account = AccountFactory.create(name="Copperfield Paper", owner=owner)
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def who(lead: User) -> Who:
    """Helena, who manages both, on Tuesday 24 November."""
    return Who(lead, NOW)


def planned(wish: Wish, items: Sequence[Item], by: User, now: datetime = NOW) -> list[Step]:
    """What a preview says."""
    ground = ground_of(by, [item.pk for item in items], site_day(now))
    return planning.steps(wish, ground)


def order_of(
    wish: Wish, items: Sequence[Item], by: User, *, also: Sequence[Item] = (), now: datetime = NOW
) -> making.Order:
    """What somebody sends who takes all that fits, and `also` what does not."""
    steps = planned(wish, items, by, now)
    ticked = {item.pk for item in also}
    taken = {
        step.item.pk: step.stamp
        for step in steps
        if step.goes and (not step.doubts or step.item.pk in ticked)
    }
    return making.Order(wish, [item.pk for item in items], taken)


def made(wish: Wish, items: Sequence[Item], who: Who, *, also: Sequence[Item] = ()) -> Batch:
    """A batch of all that fits, and of `also` what does not."""
    batch, _ = making.make(order_of(wish, items, who.by, also=also, now=who.now), who)
    return batch
