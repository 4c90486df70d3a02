from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.comments.models import Comment
from transitions.comments.operations import writing
from transitions.comments.operations.writing import Said
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who

HTMX = {"HX-Request": "true"}

Says = Callable[..., Comment]


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya; Helena manages it. Today is Tue 24 Nov."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def agenda(running: Transition) -> Item:
    return item_of(running, "Agree the agenda")


@pytest.fixture
def says(running: Transition) -> Says:
    """Lets somebody say something: `says(owner, "Hello @Priya")`."""

    def say(person: User, body: str, item: Item | None = None) -> Comment:
        said = Said(body, item.pk if item else None)
        return writing.add(running.pk, said, Who(person, NOW))

    return say
