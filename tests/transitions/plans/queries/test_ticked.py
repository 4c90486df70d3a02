"""The line of an item right after a tick has all it says from the operation."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.plans.queries import ticked

pytestmark = pytest.mark.django_db


def test_the_line_names_who_the_operation_has_loaded(lead: User) -> None:
    transition = make_transition(manager=lead)
    item = items.lock(item_of(transition, "List the contacts").pk)

    row = ticked.row_of(item, transition, ticked.Seen(lead, NOW.date(), NOW))

    assert row.faces


def test_an_item_without_the_names_of_its_people_makes_no_line(lead: User) -> None:
    transition = make_transition(manager=lead)
    bare = Item.objects.select_related("phase").get(title="List the contacts")

    with pytest.raises(AttributeError, match="assignee_name"):
        ticked.row_of(bare, transition, ticked.Seen(lead, NOW.date(), NOW))
