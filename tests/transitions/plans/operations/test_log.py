from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checklists.runs.operations.guards import SentBefore
from tests.factories.transitions import NOW
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, log
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.log import ByHand

pytestmark = pytest.mark.django_db


def test_an_entry_by_hand_keeps_who_was_responsible_and_who_wrote(transition: Transition) -> None:
    told = ByHand("Met on site", transition.outgoing, NOW - timedelta(days=3))

    entry = log.add_by_hand(transition.pk, told, by=transition.manager)

    assert (entry.responsible, entry.written_by) == (transition.outgoing, transition.manager)


def test_the_same_opened_form_writes_one_entry(transition: Transition) -> None:
    told = ByHand("Met on site", transition.outgoing, NOW)

    for _ in range(2):
        log.add_by_hand(transition.pk, told, by=transition.manager)

    assert transition.log.filter(activity="Met on site").count() == 1


@pytest.mark.parametrize(
    "other", [{"activity": "Called"}, {"notes": "Tea"}, {"at": NOW - timedelta(days=1)}]
)
def test_a_form_sent_again_with_other_answers_writes_nothing_in_silence(
    transition: Transition, other: dict[str, Any]
) -> None:
    told = ByHand("Met on site", transition.outgoing, NOW)
    log.add_by_hand(transition.pk, told, by=transition.manager)
    log.add_by_hand(
        transition.pk, replace(told, at=NOW + timedelta(minutes=1)), by=transition.manager
    )

    with pytest.raises(SentBefore, match="“Met on site” was added from this form already"):
        log.add_by_hand(transition.pk, replace(told, **other), by=transition.manager)


def test_the_log_of_a_cancelled_transition_is_closed(transition: Transition) -> None:
    lifecycle.cancel(transition.pk, "They left", by=transition.manager, now=NOW)

    with pytest.raises(Refused, match="Its log is closed"):
        log.add_by_hand(
            transition.pk, ByHand("Later", transition.outgoing, NOW), by=transition.manager
        )


def test_an_entry_is_not_from_another_century(transition: Transition) -> None:
    told = ByHand("Met on site", transition.outgoing, datetime(1989, 12, 31, tzinfo=UTC))

    with pytest.raises(Refused, match="Choose a day between 2 November 2025"):
        log.add_by_hand(transition.pk, told, by=transition.manager)
