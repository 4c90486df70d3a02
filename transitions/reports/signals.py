"""What reports do when the rest of the house says that something has happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.people.models import User
from config.lib.queue import nudge
from transitions.plans.operations.reviewing import review_changed
from transitions.portfolio.operations import demo_built
from transitions.reports import operations
from transitions.reports.operations import demo


def connect() -> None:
    """Listen; called once, when the site starts."""
    review_changed.connect(make_anew, dispatch_uid="reports follow reviews")
    demo_built.connect(fill_demo, dispatch_uid="the demo company has research lists")


def make_anew(transition_id: int, by: User, now: datetime, **more: Any) -> None:
    """Want the final report of a completed transition again, so that it says what is said now."""
    operations.want(transition_id, by=by, now=now)
    nudge(operations.MAKING)


def fill_demo(now: datetime, **more: Any) -> None:
    """Let the demo company tick off some of its research lists."""
    demo.build(now=now)
