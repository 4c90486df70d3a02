"""Beat with a mark: every half a minute it notes that it is there."""

from __future__ import annotations

import logging
import socket
from datetime import datetime, timedelta
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, connection
from django.utils import timezone

from config.lib.health import operations

EVERY = timedelta(seconds=30)

logger = logging.getLogger(__name__)


class MarkingScheduler(PersistentScheduler):
    """Celery's own scheduler, which also leaves a mark; a database that is down stops nothing."""

    marked_at: datetime | None = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = timezone.now()
        if self.marked_at is None or now - self.marked_at >= EVERY:
            self.marked_at = now
            self.leave_mark(now)
        seconds: float = super().tick(*args, **kwargs)
        return min(seconds, EVERY.total_seconds())

    def leave_mark(self, now: datetime) -> None:
        try:
            operations.leave_mark("beat", socket.gethostname(), now=now)
        except DatabaseError as error:
            logger.warning("The database does not take beat’s mark: %s", error)
        finally:
            connection.close()
