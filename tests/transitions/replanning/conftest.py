from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from time_machine import Traveller

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.runs.models import Item
from tests.factories.templates import Piece, make_template
from tests.factories.transitions import NOW, TODAY, make_transition, reread
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who
from transitions.plans.queries.header import load
from transitions.replanning.operations import replanning, versions
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.proposal import Proposal
from transitions.replanning.queries.proposing import propose
from transitions.replanning.queries.running import running_of
from transitions.replanning.queries.versions import Moving, moving, newer

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


def publish(old: Template, items: list[Piece]) -> Template:
    """The next version of a template, in use from now on."""
    Template.objects.filter(pk=old.pk).update(state=TemplateState.RETIRED)
    return make_template(items=items, key=old.key, name=old.name, version=old.version + 1)


def item(transition: Transition, key: str) -> Item:
    """The running item of this key."""
    return Item.objects.get(checklist=transition.checklist_id, template_key=key)


def look(transition: Transition) -> Moving:
    """What the published version of its template would make of a transition."""
    found = reread(transition)
    target = newer(found)
    assert target is not None
    return moving(found, target, TODAY)


def move(transition: Transition) -> Transition:
    """Accept what is shown now, as the manager."""
    who = Who(transition.manager, NOW)
    return versions.move(transition.pk, seen=look(transition).stamp, who=who, today=TODAY)
