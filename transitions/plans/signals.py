"""What transitions do when the rest of the house says that something has happened."""

from __future__ import annotations

from typing import Any

from accounts.people.operations.presence import presence_changed
from config.lib import append_only
from config.lib.queue import nudge
from transitions.plans.models import GateOverride, LogEntry
from transitions.plans.operations.health import FOLLOWING_PEOPLE


def connect() -> None:
    """Listen; called once, when the site starts."""
    presence_changed.connect(follow_people, dispatch_uid="health follows people")
    append_only.keep(LogEntry, since=("plans", "0012_log_append_only"))
    append_only.keep(GateOverride, since=("plans", "0016_overrides_append_only"))


def follow_people(people: list[int], **more: Any) -> None:
    """Let a worker look again at the health of what these people hand over or take over, as it
    depends on who is here; no query.

    Not at once: somebody who leaves may have a hundred transitions, and whoever ticks meanwhile
    holds those locks and waits for that person's.
    """
    nudge(FOLLOWING_PEOPLE, people)
