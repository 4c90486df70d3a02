"""The work queue: it only wakes the workers, for the rows are the truth."""

from __future__ import annotations

import logging
from functools import partial
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction

from config.lib import redis_queue

logger = logging.getLogger(__name__)

WORTH = 60
"""Seconds after which a call to look at once says no more than the next sweep."""
SILENCE = 30
"""Seconds for which nobody calls again after the queue has not answered."""
silent_since: float | None = None
"""When this process last found that the queue does not answer."""


def nudge(task: str, *given: Any) -> None:
    """Ask the workers to run a sweep now, once the transaction is saved; of all rows, or of what
    is given, in words of JSON. `task` is the name it has in the queue.

    A queue that cannot be reached is logged and no more: the next sweep finds the rows. One that
    hangs is waited for a few seconds once, then left alone for half a minute.
    """
    transaction.on_commit(partial(_call, task, *given))


def _call(task: str, *given: Any) -> None:
    global silent_since  # noqa: PLW0603 - what one request has found out spares the next its wait
    if silent_since is not None and monotonic() - silent_since < SILENCE:
        return
    try:
        put(task, given)
        silent_since = None
    except Exception as error:  # whatever a broker raises, the person's work is saved already
        silent_since = monotonic()
        logger.warning("The queue does not answer, %s waits for its sweep: %s", task, error)


def put(task: str, given: tuple[Any, ...]) -> None:
    """Add a message for the workers, which is worth nothing after a minute.

    Raises:
        Exception: whatever a queue raises that does not answer.
    """
    if settings.REDIS_URL:
        redis_queue.put(task, given, worth=WORTH)
        return
    from config.lib.workers import app  # noqa: PLC0415 - a laptop's process has room for it

    app.send_task(task, args=given, expires=WORTH, retry=False)
