"""What the worker does with digests."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge
from transitions.reminders import operations


@shared_task(name="transitions.reminders.tasks.write_due_digests")
def write_due_digests() -> int:
    """Write the digests that are due now; returns how many mails that made."""
    written = operations.write_due(timezone.now())
    if written:
        nudge(DELIVERY)
    return written
