"""The Celery application. Tasks sweep rows; the rows are the truth."""

import os
from typing import Any

import django
import structlog
from celery import Celery, Task
from celery.signals import import_modules
from django.dispatch import receiver
from django_structlog.celery.signals import bind_extra_task_metadata
from django_structlog.celery.steps import DjangoStructLogInitStep

from config.lib import folder_queue
from config.starting import begin

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

folder_queue.install()
app = Celery("changeover")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)  # one line a task, with its request's number


@receiver(bind_extra_task_metadata)
def name_the_task(task: Task[Any, Any], **options: Any) -> None:
    """Every line of a task says which task it is."""
    structlog.contextvars.bind_contextvars(task=task.name)


@import_modules.connect
def look_before_work(**options: Any) -> None:
    """A worker and beat start where the pages would start, and nowhere else.

    They import the tasks before anything else; later, beat would swallow the sentence.
    """
    django.setup()
    begin()
