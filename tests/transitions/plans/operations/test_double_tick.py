"""Two people tick at the same moment: the same item, or others of the same transition."""

from __future__ import annotations

from functools import partial

import pytest

from checklists.runs.models import Checklist
from checklists.runs.operations import totals
from tests.factories.transitions import NOW, item_of, make_template, make_transition
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


@pytest.mark.django_db(transaction=True)
def test_what_people_tick_at_once_on_one_transition_is_all_counted() -> None:
    transition = make_transition(template=make_template(extra=8))
    titles = ["List the contacts", "Agree the agenda", *(f"Extra {n}" for n in range(1, 9))]
    ticked = [item_of(transition, title) for title in titles]
    who = Who(transition.outgoing, NOW)

    changes = all_at_once([partial(items.tick, transition.pk, item.pk, who) for item in ticked])

    stored = Checklist.objects.get(transition=transition)
    before = (stored.closed, stored.required_open, stored.next_item_id, stored.stages)
    counted = totals.refresh(Checklist.objects.get(pk=stored.pk))
    assert all(change.happened for change in changes)
    assert before == (
        counted.closed,
        counted.required_open,
        counted.next_item_id,
        counted.stages,
    )
    assert counted.closed == len(ticked)
