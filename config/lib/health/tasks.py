"""What a worker does to show that it works."""

from __future__ import annotations

import socket

from celery import shared_task
from django.utils import timezone

from config.lib.health import operations


@shared_task(name="config.lib.health.tasks.leave_mark")
def leave_mark() -> None:
    """Leave the mark of a worker. Only one that takes tasks up can: running alone is no proof."""
    operations.leave_mark("worker", socket.gethostname(), now=timezone.now())
