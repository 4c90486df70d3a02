"""What a worker does to show that it works."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from celery.signals import task_prerun
from django.utils import timezone

from config.lib.health import operations

EVERY = timedelta(seconds=30)
marked: dict[str, datetime] = {}
"""When this process has left its last mark."""


@shared_task(name="config.lib.health.tasks.leave_mark")
def leave_mark() -> None:
    """Something to take up where there is no other work; taking it up is the mark."""
    # Nothing to do: the signal below has left the mark by now, as for any other task.


@task_prerun.connect
def show_that_tasks_are_taken_up(**task: Any) -> None:
    """Any task will do as a mark, so that a worker with much to do does not look dead."""
    now = timezone.now()
    if now - marked.get("worker", datetime.min.replace(tzinfo=now.tzinfo)) >= EVERY:
        marked["worker"] = now
        operations.leave_mark("worker", socket.gethostname(), now=now)
