"""What is stored beside the items is what counting them gives, whatever happened before."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import items, totals
from checklists.runs.operations.items import CannotChange, Change
from tests.factories.transitions import NOW, make_transition
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db


def stored(transition: Transition) -> tuple[list[Any], list[Any], list[Any]]:
    """The rows of the checklist, of its phases, and how many items each item waits for."""
    checklist = Checklist.objects.filter(transition=transition)
    phases = Phase.objects.filter(checklist__transition=transition).order_by("pk")
    blockers = Item.objects.filter(checklist__transition=transition).order_by("pk")
    return (list(checklist.values()), list(phases.values()), list(blockers.values("blockers")))


def counted(transition: Transition) -> tuple[list[Any], list[Any], list[Any]]:
    """The same after everything was counted again."""
    assert transition.checklist_id is not None
    totals.count_blockers(Item.objects.filter(checklist=transition.checklist_id))
    totals.refresh(totals.lock(transition.checklist_id))
    return stored(transition)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_ticks_the_totals_are_those_of_a_count(seed: int) -> None:
    transition, chance = make_transition(), random.Random(seed)
    ids = list(Item.objects.filter(checklist=transition.checklist_id).values_list("pk", flat=True))
    by, changed = transition.manager, 0

    for _ in range(25):
        item_id = chance.choice(ids)
        ways: list[Callable[[int], Change]] = [
            lambda pk: items.close(items.lock(pk), by=by, now=NOW),
            lambda pk: items.skip(items.lock(pk), "Not here", by=by, now=NOW),
            lambda pk: items.reopen(items.lock(pk)),
        ]
        with suppress(CannotChange):
            changed += chance.choice(ways)(item_id).happened
        found = stored(transition)
        assert found == counted(transition)

    assert changed > 5
