from datetime import date, timedelta

import pytest

from tests.factories.transitions import NOW, TODAY, item_of, make_person, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who
from transitions.portfolio.queries.overdue import overdue, waiting
from transitions.portfolio.rules import Waiting

pytestmark = pytest.mark.django_db


def test_an_item_counts_from_the_day_after_it_was_due_until_it_was_closed() -> None:
    transition = make_transition()
    contacts = item_of(transition, "List the contacts")
    brief = item_of(transition, "Brief the team")
    started = {contacts.due_on, brief.due_on}
    items.tick(transition.pk, contacts.pk, Who(transition.outgoing, NOW - timedelta(days=10)))

    found = overdue(Transition.objects.all(), now=NOW, today=TODAY)

    assert started == {date(2026, 11, 4), date(2026, 11, 5)}
    assert found.weeks == (0, 0, 0, 0, 0, 2, 1, found.count)


def test_what_is_on_hold_or_cancelled_waits_for_nobody() -> None:
    manager = make_person("Helena Brandt")
    held, cancelled = make_transition(), make_transition()
    lifecycle.hold(held.pk, "The client asked for time.", by=manager, now=NOW)
    lifecycle.cancel(cancelled.pk, "The account is sold.", by=manager, now=NOW)

    everything = Transition.objects.all()

    assert overdue(everything, now=NOW, today=TODAY).weeks == (0,) * 8
    assert waiting(everything, TODAY) is None


def test_the_person_with_most_overdue_items_is_named_with_their_last_day() -> None:
    transition = make_transition()
    transition.outgoing.last_day_on = date(2026, 12, 18)
    transition.outgoing.save()

    held = waiting(Transition.objects.all(), TODAY)

    assert held == Waiting("Tomas", held.items if held else 0, date(2026, 12, 18))
