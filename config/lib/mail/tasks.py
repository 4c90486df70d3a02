"""What the worker does with mails."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from config.lib.mail import operations


@shared_task(name=operations.DELIVERY)
def deliver() -> int:
    """Send the mails that are due, for a minute; returns how many went out."""
    return operations.deliver(clock=timezone.now).sent


@shared_task(name="config.lib.mail.tasks.forget_old_mails")
def forget_old_mails() -> int:
    """Delete mails that nobody looks for any more; returns how many."""
    return operations.forget_old(timezone.now())
