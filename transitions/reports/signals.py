"""What reports do when the rest of the house says that something has happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.people.models import User
from config.lib.queue import nudge
from transitions.plans.operations.reviewing import review_changed
from transitions.reports import operations


def connect() -> None:
    """Listen; called once, when the site starts."""
    review_changed.connect(make_anew, dispatch_uid="reports follow reviews")


def make_anew(transition_id: int, by: User, now: datetime, **more: Any) -> None:
    """Want the final report of a completed transition again, so that it says what is said now."""
    operations.want(transition_id, by=by, now=now)
    nudge(operations.MAKING)
