"""How far a worker is. It says so beside the database, where its transaction is not seen yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from accounts.exchange.models import Import

KEPT = 3600
SILENT_AFTER = timedelta(seconds=60)
"""A worker that says nothing for so long was stopped, or is in great trouble."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows that are done, of how many; 0 where nobody has counted yet."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return min(99, 100 * self.done // self.total) if self.total else 0


def cancel_key(import_id: int) -> str:
    return f"import-{import_id}-given-up"


def _key(import_id: int) -> str:
    return f"import-{import_id}"


def note(import_id: int, done: int, now: datetime) -> None:
    """Say how many rows are done."""
    cache.set(_key(import_id), (done, now), KEPT)


def begin(import_id: int, now: datetime) -> None:
    """Say that it waits for a worker from now on, whatever was said of it before."""
    cache.delete(cancel_key(import_id))
    note(import_id, 0, now)


def is_given_up(import_id: int) -> bool:
    return bool(cache.get(cancel_key(import_id)))


def progress(row: Import) -> Progress:
    done, _ = cache.get(_key(row.pk)) or (0, None)
    return Progress(done, row.rows)


def is_silent(row: Import, now: datetime) -> bool:
    """Whether a worker that is at it has given no sign of life for a while."""
    _, last = cache.get(_key(row.pk)) or (0, None)
    return last is None or now - last > SILENT_AFTER
