"""What the worker does with plans."""

from celery import shared_task
from django.utils import timezone

from accounts.strategy.operations import papers


@shared_task(name=papers.MAKING)
def make_wanted() -> int:
    """Make the papers that are wanted; returns how many."""
    return papers.make_due(clock=timezone.now)
