"""Drafts of templates, and who writes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.people.models import User
from checklists.library.choices import Anchor, Condition, ItemRole, Proof
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import drafts
from checklists.library.operations.holding import Who
from tests.conftest import SignIn
from tests.factories.templates import make_template

Find = Callable[[str], TemplateItem]
"""Finds an item of the draft by its key."""
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
ITEM: dict[str, Any] = {
    "title": "Call the client",
    "guidance": "",
    "role": ItemRole.INCOMING,
    "anchor": Anchor.START,
    "offset": 4,
    "is_required": True,
    "proof": Proof.NOTHING,
    "only_when": Condition.ALWAYS,
    "revenue_above": None,
    "waits_for": [],
}
"""What the form of an item says."""


@pytest.fixture
def helena(lead: User) -> Who:
    return Who(lead, NOW)


@pytest.fixture
def published(db: None) -> Template:
    """Five phases, each with an item; “First call” waits for “Meet client”."""
    return make_template(key="transfer", name="Transfer")


@pytest.fixture
def draft(published: Template, helena: Who) -> Template:
    """Version 2 of it, open."""
    return drafts.next_version(published.pk, helena)[0]


@pytest.fixture
def item(draft: Template) -> Callable[[str], TemplateItem]:
    """An item of the draft by its key: `item("meet-client")`."""

    def found(key: str) -> TemplateItem:
        return TemplateItem.objects.select_related("phase").get(phase__template=draft, key=key)

    return found


@pytest.fixture
def editor(lead: User, sign_in: SignIn) -> Client:
    return sign_in(lead)
