"""Two people tick the same item at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from checklists.runs.models import Checklist
from tests.factories.transitions import NOW, item_of, make_transition
from tests.support.together import all_at_once
from transitions.plans.operations import items
from transitions.plans.operations.items import Who


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_leave_one_tick_and_one_entry() -> None:
    transition = make_transition()
    agenda = item_of(transition, "Agree the agenda")
    people = [transition.incoming, transition.outgoing]

    changes = all_at_once(
        [partial(items.tick, transition.pk, agenda.pk, Who(person, NOW)) for person in people * 2]
    )

    assert sorted(change.happened for change in changes) == [False, False, False, True]
    assert transition.log.filter(activity__startswith="Ticked").count() == 1
    assert Checklist.objects.get(transition=transition).closed == 1
