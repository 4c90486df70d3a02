"""What the worker does with mails."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from config.lib.mail import operations


@shared_task(name="config.lib.mail.tasks.deliver")
def deliver() -> int:
    """Send the mails that are due, for a minute; returns how many went out."""
    return operations.deliver(clock=timezone.now).sent
