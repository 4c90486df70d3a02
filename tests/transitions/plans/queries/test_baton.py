"""The line from one KAM to the other: where ownership moves, and where we are."""

import re
from datetime import date, timedelta

import pytest

from accounts.people.models import User
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries import header
from transitions.plans.queries.baton import Baton

pytestmark = pytest.mark.django_db


def line(transition: Transition, viewer: User) -> Baton:
    return header.header(header.load(viewer, transition.pk), viewer, TODAY).baton


def mark(shown: Baton) -> int:
    """Before which stage ownership moves."""
    return [stage.owns_before for stage in shown.stages].index(True)


def test_the_mark_stands_on_the_day_ownership_moved_not_on_the_one_planned() -> None:
    transition = make_transition()
    assert transition.checklist
    first_day = date.fromisoformat(transition.checklist.stages[0]["starts_on"])
    planned = mark(line(transition, transition.manager))

    Transition.objects.filter(pk=transition.pk).update(
        ownership_moved_at=NOW, ownership_moved_on=first_day
    )

    assert mark(line(transition, transition.manager)) == 0 != planned


def test_where_we_are_is_counted_in_working_days() -> None:
    transition = make_transition()

    shown = line(transition, transition.manager)

    assert re.fullmatch(r"working day \d+ of \d+", shown.here_day)


def test_what_is_over_has_no_today() -> None:
    transition = make_transition()
    running = line(transition, transition.manager)
    lifecycle.cancel(transition.pk, "Sold.", by=transition.manager, now=NOW + timedelta(hours=1))

    over = line(transition, transition.manager)

    assert any(stage.has_now for stage in running.stages)
    assert not any(stage.has_now or stage.is_current for stage in over.stages)
    assert (over.here, over.here_day) == ("", "")
