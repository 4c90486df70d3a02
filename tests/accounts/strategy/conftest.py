"""Who writes a plan, and when: Tomas, on Tuesday 24 November 2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Record
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
Write = Callable[..., Any]


@pytest.fixture
def sent(owner: User) -> Sent:
    return Sent(owner, NOW)


@pytest.fixture
def write(account: Account, sent: Sent) -> Write:
    """Adds a row to the plan, each from a form of its own: `write(Goal, title="Grow")`."""

    def written(model: type[Record], **values: object) -> Record:
        return records.add(model, account.pk, values, replace(sent, key=uuid4()))

    return written
