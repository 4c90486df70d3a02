"""What the worker does with reports."""

from celery import shared_task
from django.utils import timezone

from transitions.reports import operations


@shared_task(name=operations.MAKING)
def make_wanted() -> int:
    """Make the reports that are wanted; returns how many."""
    return operations.make_due(clock=timezone.now)
