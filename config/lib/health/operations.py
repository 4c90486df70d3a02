"""Beat and the workers leave their marks."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.lib.health.models import Mark

KEPT = timedelta(days=1)
"""Nodes that are gone this long are forgotten; a container has a new name after each start."""


def leave_mark(part: str, node: str, *, now: datetime) -> None:
    """Note that a part is at work on a node, and forget nodes that have been gone for a day."""
    Mark.objects.update_or_create(part=part, node=node[:200], defaults={"seen_at": now})
    Mark.objects.older_than(now - KEPT).delete()
