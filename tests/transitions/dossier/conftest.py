from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Commitment, Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from config.lib.site_time import site_day
from tests.factories.transitions import NOW, make_transition
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.dossier import Part, dossier_page
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who

PartOf = Callable[[str], Part]


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya; Helena manages it. Today is Tue 24 Nov."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def contract(running: Transition, owner: User) -> Contract:
    """The frame contract, written by Tomas."""
    values = {"title": "Frame contract"}
    return records.add(Contract, running.account_id, values, Sent(owner, NOW))


@pytest.fixture
def promise(running: Transition, owner: User) -> Commitment:
    """What Tomas has promised the client in October, until 1 December."""
    values = {
        "promise": "A monthly report",
        "made_by": owner,
        "made_on": date(2026, 10, 5),
        "due_on": date(2026, 12, 1),
        "source": "Mail of 5 October",
        "value": Decimal(12000),
    }
    return records.add(Commitment, running.account_id, values, Sent(owner, NOW))


@pytest.fixture
def tomas(owner: User) -> Who:
    return Who(owner, NOW)


@pytest.fixture
def priya(successor: User) -> Who:
    return Who(successor, NOW)


@pytest.fixture
def part(running: Transition, successor: User) -> PartOf:
    """A section of the dossier as it is now."""
    return lambda name: dossier_page(running, successor, site_day(NOW)).part(name)


@pytest.fixture
def shown(part: PartOf) -> Callable[[str], Shown]:
    """A section as a page shows it now."""
    return lambda name: Shown(name, part(name).stamp)
