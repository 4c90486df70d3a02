"""The Celery application. Tasks sweep rows; the rows are the truth.

Only workers and beat import it, and what calls them on a laptop, where the queue is a folder.
"""

from __future__ import annotations

from typing import Any

import structlog
from celery import Celery, Task
from django.dispatch import receiver
from django_structlog.celery.receivers import CeleryReceiver
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.lib import folder_queue

folder_queue.install()
app = Celery("changeover")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
numbering = CeleryReceiver()
numbering.connect_signals()  # the number of a request goes along with its tasks
app.steps["worker"].add(DjangoStructLogInitStep)  # one line a task, with its request's number


@receiver(bind_extra_task_metadata)
def name_the_task(task: Task[Any, Any], **options: Any) -> None:
    """Every line of a task says which task it is."""
    structlog.contextvars.bind_contextvars(task=task.name)
