"""What transitions do when the rest of the house says that something has happened."""

from __future__ import annotations

from functools import partial
from typing import Any

from celery import Task

from accounts.people.operations.presence import presence_changed
from config.lib.queue import nudge


def connect(sweep: Task[Any, Any]) -> None:
    """Listen; called once, when the site starts, with the sweep over transitions of people."""
    presence_changed.connect(
        partial(follow_people, sweep), weak=False, dispatch_uid="health follows people"
    )


def follow_people(sweep: Task[Any, Any], people: list[int], **more: Any) -> None:
    """Let a worker look again at the health of what these people hand over or take over, as it
    depends on who is here; no query.

    Not at once: somebody who leaves may have a hundred transitions, and whoever ticks meanwhile
    holds those locks and waits for that person's.
    """
    nudge(sweep, people)
