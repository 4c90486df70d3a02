"""The form of a new transition: a sound one, and what is wrong with another."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from tests.factories.templates import make_template

NEW, PREVIEW = "/transitions/new/", "/transitions/new/preview/"
Answers = dict[str, Any]


@pytest.fixture
def template(calendar: Calendar) -> Template:
    return make_template(name="Key account")


@pytest.fixture
def answers(
    account: Account, successor: User, lead: User, calendar: Calendar, template: Template
) -> Answers:
    """A sound form: Brightwater Foods goes from Tomas to Priya."""
    return {
        "account": account.pk,
        "reason": "load",
        "client_reason": "Priya is closer to your plants.",
        "incoming": successor.pk,
        "template": template.pk,
        "starts_on": "2026-11-30",
        "owns_on": "",
        "ends_on": "",
        "calendar": calendar.pk,
        "manager": lead.pk,
        "request_key": str(uuid4()),
        "act": "start",
    }


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(map(str, said)) for name, said in response.context["form"].errors.items()}
