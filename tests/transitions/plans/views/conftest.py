from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import item_of, make_template, make_transition
from transitions.plans.models import Transition

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/transitions/1/"}


@pytest.fixture
def htmx() -> dict[str, str]:
    """What htmx sends with each request."""
    return HTMX


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya; Helena manages it. Today is Tue 24 Nov."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def agenda(running: Transition) -> Item:
    """An item of Priya's that is due today and that the meeting waits for."""
    return item_of(running, "Agree the agenda")


@pytest.fixture
def long(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """The same with 58 items."""
    return make_transition(
        account=account, incoming=successor, manager=lead, template=make_template(extra=50)
    )
