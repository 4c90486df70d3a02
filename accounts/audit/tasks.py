"""What the worker does with what is kept."""

from celery import shared_task
from django.utils import timezone

from accounts.audit.operations import visits


@shared_task(name="accounts.audit.tasks.forget_old_visits")
def forget_old_visits() -> int:
    """Delete what is kept long enough of who opened what; returns how many."""
    return visits.forget_old(timezone.now())
