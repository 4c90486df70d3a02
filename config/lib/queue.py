"""The work queue: it only wakes the workers, for the rows are the truth."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction

logger = logging.getLogger(__name__)

WORTH = 60
"""Seconds after which a call to look at once says no more than the next sweep."""


def nudge(task: Task[Any, Any]) -> None:
    """Ask the workers to run a sweep now, once the transaction is saved.

    A queue that cannot be reached is logged and no more: the next sweep finds the rows.
    """
    transaction.on_commit(partial(_call, task))


def _call(task: Task[Any, Any]) -> None:
    try:
        task.apply_async(expires=WORTH, retry=False)
    except Exception as error:  # whatever a broker raises, the person's work is saved already
        logger.warning("The queue does not answer, %s waits for its sweep: %s", task.name, error)
