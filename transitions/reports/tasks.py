"""What the worker does with reports and knowledge transfer documents."""

from celery import shared_task
from django.utils import timezone

from transitions.reports import operations
from transitions.reports.operations import transfers


@shared_task(name=operations.MAKING)
def make_wanted() -> int:
    """Make the reports that are wanted; returns how many."""
    return operations.make_due(clock=timezone.now)


@shared_task(name=transfers.MAKING)
def make_wanted_transfers() -> int:
    """Make the knowledge transfer documents that are wanted; returns how many."""
    return transfers.make_due(clock=timezone.now)
