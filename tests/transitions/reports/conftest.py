"""A transition with a whole story: items done, late and set aside, a log, scores and lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, Note
from checklists.runs.operations import totals
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import make_transition
from transitions.plans.choices import LogKind, Reason, State
from transitions.plans.models import Transition
from transitions.plans.operations import log

MADE_AT = datetime(2026, 12, 29, 8, 5, tzinfo=UTC)
"""Tuesday 29 December 2026, 09:05 in Vienna."""

Finish = Callable[..., Transition]


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Reports of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    yield settings.MEDIA_ROOT


@pytest.fixture
def handover(account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods from Tomas to Priya, just started, with eight open items."""
    ContactFactory.create(account=account, name="Dr. Ines Marchetti", is_key=True)
    return make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        reason=Reason.NEW_ROLE,
        now=datetime(2026, 11, 2, 8, 0, tzinfo=UTC),
    )


@pytest.fixture
def completed(handover: Transition) -> Transition:
    """The same, completed two working days late, with everything a report can tell."""
    items = list(Item.objects.filter(checklist=handover.checklist))
    for item in items:
        close(item, item.due_on)
    late, skipped = items[1], items[2]
    close(late, late.due_on + timedelta(days=1))
    skipped.state, skipped.skip_reason = ItemState.SKIPPED, "The client has its own summary"
    skipped.save()
    Note.objects.create(
        item=late, author=handover.manager, body="The team was travelling", created_at=MADE_AT
    )
    assert handover.checklist
    totals.refresh(handover.checklist)
    move_and_complete(handover)
    return handover


def close(item: Item, on: date) -> None:
    item.state, item.closed_by = ItemState.DONE, item.assignee
    item.closed_at = datetime.combine(on, time(15, 0), timezone.get_default_timezone())
    item.save()


def move_and_complete(transition: Transition) -> None:
    lead = transition.manager
    moved_at = datetime(2026, 12, 7, 8, 30, tzinfo=UTC)
    completed_at = datetime(2026, 12, 22, 14, 30, tzinfo=UTC)
    transition.ownership_moved_at, transition.ownership_moved_by = moved_at, lead
    transition.completed_at, transition.completed_by = completed_at, lead
    transition.state = State.COMPLETED
    transition.introduction = "Tomas takes over the region North."
    transition.closing = "Thank you to everybody."
    transition.findings = "Access took nine days.\n\n- Two items had no owner."
    transition.recommendations = "Ask for access on the first day."
    transition.lessons = "Call before any mail goes out\nVisit together"
    transition.save()
    transition.objectives.update(score=4, comment="Went well")
    log.write(transition, LogKind.OWNERSHIP, "Ownership moved to Priya", by=lead, at=moved_at)
    log.write(transition, LogKind.ITEM, "Done: “Brief the team”", by=lead, at=moved_at)
    log.write(transition, LogKind.LIFECYCLE, "Completed the transition", by=lead, at=completed_at)
