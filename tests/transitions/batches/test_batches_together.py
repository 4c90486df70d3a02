"""Several people change many items at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from checklists.runs.models import Item
from config.lib.mail.models import Message
from tests.factories.transitions import NOW, item_of, make_person, make_template, make_transition
from tests.support.together import all_at_once
from tests.transitions.batches.conftest import order_of
from tests.transitions.batches.test_making import counted, entries, stored
from transitions.batches.choices import Action
from transitions.batches.models import Batch, Reminder
from transitions.batches.operations import making
from transitions.batches.rules.wish import Wish
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db(transaction=True)


def made_or_not(order: making.Order, who: Who) -> int:
    """How many items a batch changed; none where nothing was left to do."""
    try:
        return making.make(order, who)[0].changed
    except making.NothingToDo:
        return 0


def test_two_batches_on_the_same_items_change_each_once_and_never_wait_for_each_other() -> None:
    outgoing, incoming = make_person("Tomas Eriksen"), make_person("Priya Raman")
    template = make_template(extra=6)
    some = [
        make_transition(outgoing=outgoing, incoming=incoming, template=template) for _ in range(3)
    ]
    chosen = [item_of(one, f"Extra {n}") for one in some for n in range(1, 7)]
    skip = Wish(Action.SKIP, words="Known")
    works: list[Callable[[], int]] = [
        partial(made_or_not, order_of(Wish(Action.DONE), chosen, outgoing), Who(outgoing, NOW)),
        partial(made_or_not, order_of(skip, chosen[::-1], incoming), Who(incoming, NOW)),
    ]
    single = item_of(some[1], "Agree the agenda")

    def tick() -> int:
        return int(one_by_one.tick(None, single.pk, Who(incoming, NOW)).happened)

    changed = all_at_once([*works, tick])

    assert sorted(changed) == [0, 1, 18]
    assert Batch.objects.count() == 1
    assert Item.objects.exclude(state="open").count() == 19
    for one in some:
        assert len(entries(one)) == (2 if one == some[1] else 1)
        assert stored(one) == counted(one)


def test_one_preview_sent_twice_at_once_makes_one_batch_and_one_mail() -> None:
    transition = make_transition()
    chosen = [item_of(transition, "List the contacts")]
    order = order_of(Wish(Action.REMIND), chosen, transition.manager)
    who = Who(transition.manager, NOW, uuid4())

    made = all_at_once([partial(making.make, order, who)] * 3)

    assert sorted(is_new for _, is_new in made) == [False, False, True]
    assert (Batch.objects.count(), Reminder.objects.count(), Message.objects.count()) == (1, 1, 1)
