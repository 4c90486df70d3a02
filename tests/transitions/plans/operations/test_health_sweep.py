"""The sweep that keeps stored health up to date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories.transitions import NOW, make_transition
from tests.support.healths import MONDAY, WEDNESDAY, entries, history, sound, stored
from tests.support.together import at_once
from transitions.plans.choices import Health, State
from transitions.plans.models import HealthChange, Transition
from transitions.plans.operations import health, lifecycle
from transitions.plans.queries import standing
from transitions.plans.tasks import refresh_health

pytestmark = pytest.mark.django_db


def test_a_sweep_over_sound_transitions_asks_three_times(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        sound()

    with django_assert_num_queries(3):
        assert health.refresh_all(MONDAY) == 0


def test_a_sweep_keeps_up_what_another_version_has_left() -> None:
    """A server of the version before starts and stops transitions without a word of health."""
    started, stopped = make_transition(), make_transition()
    HealthChange.objects.filter(transition=started).delete()
    Transition.objects.update(health=Health.ON_TRACK)
    Transition.objects.filter(pk=stopped.pk).update(state=State.ON_HOLD)

    changed = [health.refresh_all(NOW) for _ in range(2)]

    assert changed == [2, 0]
    assert (stored(started), history(started)) == ("off", ["off"])
    assert (stored(stopped), history(stopped)) == ("on", ["off", ""])


def test_one_that_fails_does_not_keep_the_others_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sound(), sound()
    verdict = standing.verdict

    def failing(transition: Transition, today: date) -> object:
        if transition.pk == first.pk:
            raise ZeroDivisionError
        return verdict(transition, today)

    monkeypatch.setattr(standing, "verdict", failing)

    assert health.refresh_all(NOW) == 1
    assert (stored(first), stored(second)) == ("on", "off")
    assert str(first.pk) in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_write_one_change() -> None:
    transition = sound()

    at_once(lambda: health.refresh_all(NOW), times=3)

    assert (history(transition), len(entries(transition))) == (["on", "off"], 1)


def test_who_waited_for_the_lock_writes_the_later_change() -> None:
    transition = sound()
    later = WEDNESDAY + timedelta(seconds=2)
    lifecycle.hold(transition.pk, "Merger", by=transition.manager, now=later)

    lifecycle.resume(transition.pk, by=transition.manager, now=WEDNESDAY)

    newest = HealthChange.objects.filter(transition=transition)[0]
    assert (newest.health, newest.changed_at) == (stored(transition), later)
    assert health.refresh_all(later) == 0
    assert entries(transition) == []


def test_the_worker_sweeps_by_its_own_clock(clock: object) -> None:
    transition = sound()

    assert refresh_health() == 1
    assert stored(transition) == Health.OFF_TRACK
