"""What accounts are told of their handovers follows whatever happens to those."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.clients.choices import Trouble
from accounts.clients.models import Handover
from tests.factories.transitions import OWNS_ON, make_transition
from tests.support.healths import MONDAY, sound
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import health, lifecycle, ownership, told

pytestmark = pytest.mark.django_db


def known(transition: Transition) -> list[tuple[date | None, int]]:
    """The day of ownership and the trouble that its account knows of."""
    found = Handover.objects.filter(account=transition.account_id)
    return list(found.values_list("moves_on", "trouble"))


def test_a_draft_tells_nothing_and_a_start_the_day_of_ownership() -> None:
    assert known(make_transition(started=False)) == []
    assert known(sound()) == [(OWNS_ON, Trouble.NONE)]


def test_an_account_learns_of_trouble_in_the_moment_in_which_health_changes() -> None:
    transition = sound()

    health.refresh_all(MONDAY + timedelta(days=3))
    at_risk = known(transition)
    health.refresh_all(MONDAY + timedelta(days=7))

    assert at_risk == [(OWNS_ON, Trouble.SOME)]
    assert known(transition) == [(OWNS_ON, Trouble.MUCH)]


def test_what_rests_is_in_no_trouble_and_has_no_day(lead: object) -> None:
    transition = sound()
    late = MONDAY + timedelta(days=3)
    health.refresh_all(late)

    lifecycle.hold(transition.pk, "They merge.", by=transition.manager, now=late)
    on_hold = known(transition)
    lifecycle.resume(transition.pk, by=transition.manager, now=late)

    assert on_hold == [(None, Trouble.NONE)]
    assert known(transition) == [(OWNS_ON, Trouble.SOME)]


def test_once_ownership_has_moved_there_is_no_day_and_after_the_end_nothing() -> None:
    moved, cancelled = sound(), sound()
    by = moved.manager

    ownership.move(moved.pk, by=by, now=MONDAY, override_reason="They asked for it.")
    lifecycle.cancel(cancelled.pk, "They stay.", by=cancelled.manager, now=MONDAY)

    assert known(moved) == [(None, Trouble.NONE)]
    assert known(cancelled) == []


def spoil() -> list[Transition]:
    """Handovers that their accounts know wrongly in every way, and one that is known rightly."""
    right, missing, other_day, other_trouble, moved, over, held = (sound() for _ in range(7))
    Handover.objects.filter(account=missing.account).delete()
    Handover.objects.filter(account=other_day.account).update(moves_on=None)
    Handover.objects.filter(account=other_trouble.account).update(trouble=Trouble.MUCH)
    ownership.move(moved.pk, by=moved.manager, now=MONDAY, override_reason="They asked for it.")
    Handover.objects.filter(account=moved.account).update(moves_on=OWNS_ON)
    Transition.objects.filter(pk=over.pk).update(state=State.CANCELLED)
    lifecycle.hold(held.pk, "They merge.", by=held.manager, now=MONDAY)
    Handover.objects.filter(account=held.account).update(moves_on=OWNS_ON)
    return [right, missing, other_day, other_trouble, moved, over, held]


def test_the_sweep_tells_anew_what_is_known_wrongly(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    transitions = spoil()

    changed = told.tell_anew()

    assert changed == 6
    there = [(OWNS_ON, Trouble.NONE)]
    assert [known(one) for one in transitions] == [
        *[there] * 4,
        [(None, Trouble.NONE)],
        [],
        [(None, Trouble.NONE)],
    ]
    with django_assert_num_queries(2):
        assert told.tell_anew() == 0


def test_an_upgrade_tells_accounts_of_the_handovers_that_run_already() -> None:
    active, on_hold, moved, draft = sound(), sound(), sound(), make_transition(started=False)
    lifecycle.hold(on_hold.pk, "They merge.", by=on_hold.manager, now=MONDAY)
    health.refresh_all(MONDAY + timedelta(days=3))
    ownership.move(moved.pk, by=moved.manager, now=MONDAY, override_reason="They asked for it.")
    expected = [known(one) for one in (active, on_hold, moved, draft)]
    Handover.objects.all().delete()

    migration = import_module("transitions.plans.migrations.0007_tell_accounts")
    migration.tell(apps, SimpleNamespace(connection=connection))

    assert told.tell_anew() == 1  # that version told a day of what is on hold, too
    assert [known(one) for one in (active, on_hold, moved, draft)] == expected
