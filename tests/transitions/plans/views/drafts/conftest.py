"""A draft of January, and what its page says when it is opened."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from tests.conftest import SignIn
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition


@pytest.fixture
def draft(account: Account, successor: User, lead: User, calendar: Calendar) -> Transition:
    """From 30 November to 29 January, ownership on 11 January."""
    return make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        started=False,
        starts_on=date(2026, 11, 30),
        owns_on=date(2027, 1, 11),
        ends_on=date(2027, 1, 29),
    )


@pytest.fixture
def answers(sign_in: SignIn, lead: User, address: str) -> dict[str, Any]:
    """What the page says when it is opened."""
    form = sign_in(lead).get(address).context["form"]
    return {name: form.data.get(name, "") for name in form.fields} | {"act": "draft"}


@pytest.fixture
def address(draft: Transition) -> str:
    return f"{draft.get_absolute_url()}draft/"
