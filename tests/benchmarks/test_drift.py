"""Stored totals stay what is counted, however many people work at the same time."""

from __future__ import annotations

from functools import partial

import pytest
import time_machine
from django.utils import timezone

from tests.benchmarks.drift import Walker
from tests.factories.transitions import make_transition
from tests.support.together import all_at_once
from transitions.plans.models import LogEntry
from transitions.portfolio.operations.fill import drifted

STEPS = 150
WALKERS = 3


@pytest.mark.django_db(transaction=True)
def test_nothing_drifts_while_several_people_work_at_once(clock: time_machine.Traveller) -> None:
    transitions = [make_transition().pk for _ in range(3)]
    walkers = [Walker(transitions, seed) for seed in range(WALKERS)]

    done = all_at_once([partial(walker.walk, STEPS) for walker in walkers])

    assert sum(count.total() for count in done) == STEPS * WALKERS
    assert all(done[0][act] for act in ("tick", "untick", "skip", "move", "reassign", "note"))
    assert drifted(transitions, today=timezone.localdate()) == []
    assert LogEntry.objects.filter(transition__in=transitions, kind="item").count() > STEPS
