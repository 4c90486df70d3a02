"""What the page of a transition says about its end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from config.lib import words
from config.lib.site_time import site_day
from tests.factories.transitions import TODAY, make_transition
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.queries import header, listing, rail
from transitions.reports.queries import record

pytestmark = pytest.mark.django_db


def ending(transition: Transition, today: date = TODAY) -> str:
    """The sentence, for its manager."""
    seen = header.load(transition.manager, transition.pk)
    return "{} {}{}".format(*header.header(seen, transition.manager, today).notes.ending)


def complete(transition: Transition, on: date) -> None:
    at = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=12)
    Transition.objects.filter(pk=transition.pk).update(state=State.COMPLETED, completed_at=at)


def test_what_is_complete_ended_on_the_day_it_was_completed() -> None:
    transition = make_transition()
    assert transition.ends_on == date(2026, 12, 18)

    complete(transition, date(2026, 12, 16))

    assert ending(transition) == "Ended Wed 16 Dec, planned end Fri 18 Dec"


def test_what_was_completed_on_its_last_day_ended_as_planned() -> None:
    transition = make_transition()

    complete(transition, transition.ends_on)

    assert ending(transition) == "Ended Fri 18 Dec, as planned"


def test_the_day_it_ended_is_that_of_the_site_wherever_somebody_reads() -> None:
    transition = make_transition()
    at = datetime(2026, 12, 16, 23, 30, tzinfo=UTC)
    Transition.objects.filter(pk=transition.pk).update(state=State.COMPLETED, completed_at=at)

    said = []
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        with timezone.override(zone):
            (row,) = listing.rows(Transition.objects.all(), TODAY)
            said.append((ending(transition), row.ended_on))

    on = site_day(at)
    assert on == record.record_now(transition.pk, at).facts.completed_on
    assert said == [(f"Ended {words.day(on, today=TODAY)}, planned end Fri 18 Dec", on)] * 2


def test_the_rail_names_the_last_item_where_that_is_due_on_another_day() -> None:
    transition = make_transition()
    last = Item.objects.filter(checklist=transition.checklist_id).latest("due_on")
    before = following(transition)

    checklist_items.move(checklist_items.lock(last.pk), transition.ends_on)

    said = "The last item is due Thu 17 Dec, the transition ends Fri 18 Dec."
    assert before == [*following(transition), said]


def following(transition: Transition) -> list[str]:
    """What happens next, for its manager."""
    seen = header.load(transition.manager, transition.pk)
    return list(rail.rail(header.header(seen, transition.manager, TODAY), TODAY).following)
