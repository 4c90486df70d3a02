"""Ownership moves on its day, where the incoming KAM works, and only from who owns the account."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, OWNS_ON, make_person, make_transition
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership, starting
from transitions.plans.operations.locking import Refused

pytestmark = pytest.mark.django_db
ON_THE_DAY = datetime(2026, 12, 7, 8, tzinfo=UTC)


def ready() -> Transition:
    """A transition whose items are closed."""
    transition = make_transition()
    for item in Item.objects.filter(checklist=transition.checklist_id):
        checklist_items.skip(
            checklist_items.lock(item.pk), "Not here", by=transition.manager, now=NOW
        )
    return transition


def move(transition: Transition) -> Transition:
    return ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")


def changes_hands(transition: Transition) -> bool:
    return Account.objects.get(pk=transition.account_id).is_changing_hands


@pytest.mark.parametrize(
    ("zone", "hour", "moves"),
    [
        ("Pacific/Auckland", datetime(2026, 12, 6, 12, tzinfo=UTC), True),
        ("Pacific/Auckland", datetime(2026, 12, 6, 10, tzinfo=UTC), False),
        ("Pacific/Honolulu", datetime(2026, 12, 7, 9, tzinfo=UTC), False),
        ("Pacific/Honolulu", datetime(2026, 12, 7, 11, tzinfo=UTC), True),
    ],
)
def test_the_day_begins_where_the_incoming_kam_works(
    zone: str, hour: datetime, moves: bool
) -> None:
    transition = ready()
    User.objects.filter(pk=transition.incoming_id).update(time_zone=zone)

    moved = ownership.move_due(hour)

    assert bool(moved) == moves
    if moves:
        since = transition.account.ownerships.get(until_on=None).from_on
        assert since == OWNS_ON


def test_the_day_it_moved_is_the_one_where_the_incoming_kam_works() -> None:
    transition = ready()
    User.objects.filter(pk=transition.incoming_id).update(time_zone="Pacific/Auckland")
    evening = datetime(2026, 12, 6, 20, tzinfo=UTC)

    moved = ownership.move(transition.pk, by=transition.manager, now=evening)

    since = transition.account.ownerships.get(until_on=None).from_on
    assert (since, moved.ownership_moved_on, moved.moved_on) == (OWNS_ON, OWNS_ON, OWNS_ON)


def test_a_move_that_kept_its_moment_alone_has_the_same_day_before_it_is_filled_and_after() -> None:
    transition = make_transition()
    User.objects.filter(pk=transition.incoming_id).update(time_zone="Pacific/Auckland")
    evening = datetime(2026, 12, 6, 20, tzinfo=UTC)
    Transition.objects.filter(pk=transition.pk).update(ownership_moved_at=evening)

    before = Transition.objects.get(pk=transition.pk).moved_on
    fill = import_module("transitions.plans.migrations.0006_fill_day_ownership_moved").fill
    fill(apps, SimpleNamespace(connection=connection))

    filled = Transition.objects.get(pk=transition.pk)
    assert (before, filled.ownership_moved_on, filled.moved_on) == (OWNS_ON, OWNS_ON, OWNS_ON)


def test_a_time_zone_that_has_gone_out_of_use_does_not_stop_a_release(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Vienna"
    transition = make_transition()
    User.objects.filter(pk=transition.incoming_id).update(time_zone="Mars/Olympus")
    late = datetime(2026, 12, 6, 23, 30, tzinfo=UTC)
    Transition.objects.filter(pk=transition.pk).update(ownership_moved_at=late)

    fill = import_module("transitions.plans.migrations.0006_fill_day_ownership_moved").fill
    fill(apps, SimpleNamespace(connection=connection))

    assert Transition.objects.get(pk=transition.pk).ownership_moved_on == OWNS_ON


@pytest.mark.parametrize("state", [State.DRAFT, State.ON_HOLD, State.CANCELLED])
def test_ownership_moves_only_while_the_transition_is_active(state: State) -> None:
    transition = make_transition(started=state != State.DRAFT)
    if state == State.ON_HOLD:
        lifecycle.hold(transition.pk, "They merge", by=transition.manager, now=NOW)
    if state == State.CANCELLED:
        lifecycle.cancel(transition.pk, "They stay", by=transition.manager, now=NOW)

    with pytest.raises(Refused, match="only while the transition is active"):
        move(transition)

    assert Account.objects.get(pk=transition.account_id).owner == transition.outgoing


def test_only_what_the_outgoing_kam_owns_moves() -> None:
    transition = make_transition()
    Account.objects.filter(pk=transition.account_id).update(owner=make_person("Mia Horn"))

    with pytest.raises(Refused, match="belongs to Mia Horn now"):
        move(transition)

    assert not transition.log.filter(kind="ownership").exists()


def test_nobody_who_left_becomes_the_owner() -> None:
    transition = ready()
    User.objects.filter(pk=transition.incoming_id).update(is_active=False)

    moved = ownership.move_due(ON_THE_DAY)
    with pytest.raises(Refused, match="Priya Raman can no longer sign in"):
        move(transition)

    assert moved == []
    assert not Transition.objects.ownership_due(OWNS_ON).exists()
    assert Account.objects.get(pk=transition.account_id).owner == transition.outgoing


def test_one_that_fails_does_not_keep_the_others_waiting(caplog: pytest.LogCaptureFixture) -> None:
    first, poison, last = ready(), ready(), ready()
    User.objects.filter(pk=poison.incoming_id).update(time_zone="Mars/Base")

    moved = ownership.move_due(ON_THE_DAY)

    assert {found.pk for found in moved} == {first.pk, last.pk}
    assert f"Ownership of {poison.reference} could not be moved" in caplog.text
    assert "ZoneInfoNotFoundError" in caplog.text


def test_an_account_changes_hands_from_the_start_until_ownership_moves() -> None:
    draft = make_transition(started=False)
    before = changes_hands(draft)
    starting.start(draft.pk, by=draft.manager, now=NOW)
    during = changes_hands(draft)

    move(draft)

    assert (before, during, changes_hands(draft)) == (False, True, False)


def test_a_cancelled_handover_lets_the_account_go() -> None:
    transition = make_transition()

    lifecycle.cancel(transition.pk, "They stay", by=transition.manager, now=NOW)

    assert not changes_hands(transition)


def test_a_completed_handover_lets_the_account_go() -> None:
    transition = ready()
    move(transition)
    Account.objects.filter(pk=transition.account_id).update(is_changing_hands=True)

    lifecycle.complete(transition.pk, by=transition.manager, now=NOW)

    assert not changes_hands(transition)
