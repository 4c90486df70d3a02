"""The stored health is what the facts say, after whatever has happened."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations.items import CannotChange, NewItem
from config.lib.site_time import site_day
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from tests.support.healths import MONDAY, WEDNESDAY, entries, history, sound, stored
from transitions.plans.choices import Health, LogKind, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import health, items, lifecycle, ownership, team
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import standing

pytestmark = pytest.mark.django_db


def test_a_draft_has_no_health_and_a_start_is_its_first() -> None:
    transition = make_transition(started=False)
    assert history(transition) == []

    late = make_transition(now=NOW)

    assert (stored(late), history(late), entries(late)) == ("off", ["off"], [])


def test_what_becomes_late_overnight_is_found_by_the_sweep_and_logged_once() -> None:
    transition = sound()
    a_day_late = MONDAY + timedelta(days=3)

    changed = [health.refresh_all(a_day_late) for _ in range(2)]

    assert changed == [1, 0]
    assert (stored(transition), history(transition)) == ("risk", ["on", "risk"])
    assert entries(transition) == [
        "Health went from on track to at risk: “List the contacts” is 1 day overdue"
    ]
    entry = transition.log.get(kind=LogKind.HEALTH)
    assert (entry.responsible, entry.happened_at) == (None, a_day_late)


def test_a_tick_that_mends_health_says_so_in_the_same_moment(lead: User) -> None:
    transition = sound()
    friday = MONDAY + timedelta(days=4)
    health.refresh([transition.pk], now=friday)
    brief, contacts = (item_of(transition, t) for t in ("Brief the team", "List the contacts"))

    items.tick(transition.pk, brief.pk, Who(transition.manager, friday))
    assert stored(transition) == Health.AT_RISK
    items.tick(transition.pk, contacts.pk, Who(transition.manager, friday))

    assert stored(transition) == Health.ON_TRACK
    assert entries(transition)[-1] == ("Health went from at risk to on track: nothing is overdue")
    newest = transition.health_changes.all()[0]
    assert (newest.health, newest.changed_at) == ("on", friday)


def test_a_leaver_is_named_as_the_reason() -> None:
    transition = sound()
    User.objects.filter(pk=transition.outgoing_id).update(last_day_on=date(2026, 12, 1))

    health.refresh_all(MONDAY)

    assert entries(transition) == [
        "Health went from on track to at risk: Tomas leaves on Tue 1 Dec, before ownership moves"
    ]


def test_a_tick_knows_that_the_incoming_kam_leaves() -> None:
    """The operation locks the transition without loading that person."""
    transition = sound()
    User.objects.filter(pk=transition.incoming_id).update(last_day_on=date(2026, 12, 1))
    health.refresh_all(MONDAY)
    contacts = item_of(transition, "List the contacts")

    items.tick(transition.pk, contacts.pk, Who(transition.manager, MONDAY))

    assert stored(transition) == Health.AT_RISK
    assert entries(transition) == [
        "Health went from on track to at risk: Priya leaves on Tue 1 Dec, before ownership moves"
    ]


def test_what_keeps_ownership_from_moving_is_named_until_it_is_gone() -> None:
    transition = sound()
    User.objects.filter(pk=transition.incoming_id).update(is_active=False)
    health.refresh_all(MONDAY)
    member = transition.team.get(role=TeamRole.INCOMING)

    by, mia = transition.manager, make_person("Mia Horn")
    team.change(member.pk, team.Edit(mia, ""), by=by, now=MONDAY)

    assert entries(transition) == [
        "Health went from on track to at risk: Priya Raman can no longer sign in",
        "Health went from at risk to on track: nothing is overdue",
    ]


def test_an_account_that_went_elsewhere_is_named_as_the_reason() -> None:
    transition = sound()
    Account.objects.filter(pk=transition.account_id).update(owner=make_person("Mia Horn"))

    health.refresh_all(MONDAY)

    said = f"Health went from on track to at risk: {transition.account} belongs to Mia Horn now"
    assert entries(transition) == [said]


def test_what_stops_has_no_health_until_it_goes_on() -> None:
    transition = make_transition()
    by = transition.manager

    lifecycle.hold(transition.pk, "Merger", by=by, now=NOW)
    on_hold = (stored(transition), history(transition))
    lifecycle.resume(transition.pk, by=by, now=NOW)
    resumed = (stored(transition), history(transition))
    lifecycle.cancel(transition.pk, "They left", by=by, now=NOW)

    assert on_hold == ("on", ["off", ""])
    assert resumed == ("off", ["off", "", "off"])
    assert (stored(transition), history(transition)) == ("on", ["off", "", "off", ""])
    assert entries(transition) == []


def test_a_cancelled_draft_never_had_a_health() -> None:
    transition = make_transition(started=False)

    lifecycle.cancel(transition.pk, "Not now", by=transition.manager, now=NOW)

    assert history(transition) == []


def test_moved_ownership_no_longer_waits() -> None:
    transition = sound()
    for item in Item.objects.filter(checklist=transition.checklist_id).exclude(is_gate=True):
        items.skip(transition.pk, item.pk, "Not here", Who(transition.manager, MONDAY))
    item = Item.objects.filter(checklist=transition.checklist_id).open().order_by("pk")[0]
    later = datetime(2026, 12, 8, 8, tzinfo=UTC)
    for gate in Item.objects.filter(checklist=transition.checklist_id).open():
        who, day = Who(transition.manager, later), date(2026, 12, 17)
        items.move_date(transition.pk, gate.pk, day, who, anyway=True)
    assert (item.is_gate, stored(transition)) == (True, Health.OFF_TRACK)

    ownership.move(
        transition.pk, by=transition.manager, now=later, override_reason="The client asked"
    )

    assert stored(transition) != Health.OFF_TRACK


def test_the_day_is_that_of_the_site(settings: Settings) -> None:
    """Shortly before midnight in Vienna it is the next day in Asia; here nothing is overdue."""
    settings.TIME_ZONE = "Europe/Vienna"
    transition = sound()
    brief = item_of(transition, "Brief the team")
    items.tick(transition.pk, brief.pk, Who(transition.manager, MONDAY))
    due_on = item_of(transition, "List the contacts").due_on
    last_minute = datetime(due_on.year, due_on.month, due_on.day, 22, 59, tzinfo=UTC)

    assert health.refresh_all(last_minute) == 0
    assert health.refresh_all(last_minute + timedelta(minutes=2)) == 1


def test_a_tick_that_changes_no_health_asks_nothing_more(
    django_assert_max_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    transition = sound()
    contacts = item_of(transition, "List the contacts")
    asked: list[int] = []
    settle = health.settle

    def counting(one: Transition, *, now: datetime) -> None:
        with django_assert_max_num_queries(0):
            settle(one, now=now)
        asked.append(one.pk)

    monkeypatch.setattr(health, "settle", counting)

    items.tick(transition.pk, contacts.pk, Who(transition.manager, WEDNESDAY))

    assert asked == [transition.pk]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_sequence_of_operations_health_is_what_the_facts_say(seed: int) -> None:
    chance = random.Random(seed)
    transition, now = sound(), MONDAY
    for _ in range(30):
        now += timedelta(hours=chance.choice([0, 0, 1, 30, 60]))
        health.refresh_all(now)
        with suppress(CannotChange, Refused):
            _do_something(transition.pk, chance, now)
            _expect_equal(transition.pk, now)
    health.refresh_all(now)
    _expect_equal(transition.pk, now)


def _do_something(transition_id: int, chance: random.Random, now: datetime) -> None:
    """One operation on which health depends, such as people would do."""
    transition = Transition.objects.select_related("manager", "checklist").get(pk=transition_id)
    item = chance.choice(list(Item.objects.filter(checklist=transition.checklist_id)))
    who, day = Who(transition.manager, now), now.date() + timedelta(days=chance.randint(-9, 20))
    new = NewItem(item.phase_id, "One more", "", transition.manager, day, True, True, uuid4())
    ways: list[Callable[[], object]] = [
        lambda: items.tick(transition_id, item.pk, who),
        lambda: items.tick(transition_id, item.pk, who),
        lambda: items.untick(transition_id, item.pk, who),
        lambda: items.skip(transition_id, item.pk, "Not here", who),
        lambda: items.move_date(transition_id, item.pk, day, who),
        lambda: items.add(transition_id, new, who),
        lambda: lifecycle.hold(transition_id, "Merger", by=who.by, now=now),
        lambda: lifecycle.resume(transition_id, by=who.by, now=now),
        lambda: lifecycle.resume(transition_id, by=who.by, now=now),
        lambda: ownership.move(transition_id, by=who.by, now=now, override_reason="Ill"),
        lambda: lifecycle.complete(transition_id, by=who.by, now=now),
    ]
    chance.choice(ways)()


def _expect_equal(transition_id: int, now: datetime) -> None:
    transition = Transition.objects.select_related("checklist__next_item", "outgoing").get(
        pk=transition_id
    )
    found = standing.verdict(transition, site_day(now)).health
    newest = transition.health_changes.order_by("-pk")[0].health
    assert (transition.health, newest) == (found, found if transition.is_active else "")
