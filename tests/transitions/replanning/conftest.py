from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from time_machine import Traveller

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.models import Transition
from transitions.plans.queries.header import load
from transitions.replanning.operations import replanning
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.proposal import Proposal
from transitions.replanning.queries.proposing import propose
from transitions.replanning.queries.running import running_of

Replan = Callable[..., Proposal]


@pytest.fixture
def transition(clock: Traveller, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods, in the middle: it is Tue 24 Nov, ownership moves on Mon 7 Dec."""
    return make_transition(account=account, incoming=successor, manager=lead)


def answers_of(transition: Transition, **changes: Any) -> Answers:
    """The plan of a transition as it is, but for some answers."""
    found = Transition.objects.select_related("calendar").get(pk=transition.pk)
    as_it_is = Answers(
        starts_on=found.starts_on,
        counts_from=found.counts_from,
        owns_on=found.owns_on,
        ends_on=found.ends_on,
        calendar=found.calendar,
        work_calendar=found.calendar.work_calendar(),
    )
    return replace(as_it_is, **changes)


def seen(transition: Transition, lead: User) -> str:
    """The stamp of the plan as it would be shown now."""
    return running_of(load(lead, transition.pk)).stamp(TODAY)


@pytest.fixture
def proposed(transition: Transition, lead: User) -> Replan:
    """What answers would make of the transition: `proposed(owns_on=…)`."""

    def shown(**changes: Any) -> Proposal:
        running = running_of(load(lead, transition.pk))
        return propose(running, answers_of(transition, **changes), TODAY)

    return shown


@pytest.fixture
def replan(transition: Transition, lead: User) -> Replan:
    """Accept a plan as Helena: `replan(owns_on=…)`."""

    def accepted(by: User | None = None, **changes: Any) -> Proposal:
        return replanning.replan(
            transition.pk,
            answers_of(transition, **changes),
            seen=seen(transition, lead),
            by=by or lead,
            now=NOW,
            today=TODAY,
        )

    return accepted
