"""What the worker does for dashboards."""

from __future__ import annotations

from celery import shared_task

from transitions.portfolio.operations import noticing


@shared_task(name="transitions.portfolio.tasks.forget_old_changes")
def forget_old_changes() -> int:
    """Delete the notes of changes that no dashboard looks back to; returns how many."""
    return noticing.forget_old()
