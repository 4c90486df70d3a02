"""What the worker does with imports."""

from celery import shared_task
from django.utils import timezone

from accounts.exchange.operations import working


@shared_task(name=working.WORKING)
def work() -> int:
    """Check and import what waits; returns how many."""
    return working.work_due(clock=timezone.now)


@shared_task(name="accounts.exchange.tasks.forget_old_files")
def forget_old_files() -> int:
    """Delete files that nobody went on with; returns how many."""
    return working.forget_old(now=timezone.now())
