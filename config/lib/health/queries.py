"""What works right now: the database, its migrations, the queue, beat and the workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from config.lib import redis_queue
from config.lib.health.models import Mark

SEEN = timedelta(minutes=3)
"""How old the newest mark of beat or of a worker may be; a mark is left every half a minute."""


class NotReady(Exception):
    """A part does not do its work; `since` says since when, if that is known."""

    def __init__(self, since: datetime | None = None) -> None:
        super().__init__()
        self.since = since


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the site: whether it works, and if not, since when."""

    name: str
    is_ok: bool
    since: datetime | None = None


failing: dict[str, datetime] = {}
"""Since when this process has found a part failing that leaves no marks."""


def web_parts(now: datetime) -> list[Part]:
    """What a web process itself needs to answer people."""
    return [_examine(name, now) for name in ("database", "migrations")]


def all_parts(now: datetime) -> list[Part]:
    """What the whole site needs to do its work."""
    return [_examine(name, now) for name in CHECKS]


def _examine(name: str, now: datetime) -> Part:
    """Run one check; whatever it raises means that the part has failed."""
    try:
        CHECKS[name](now)
    except NotReady as problem:
        return Part(name, is_ok=False, since=problem.since or failing.setdefault(name, now))
    except Exception:  # a driver may raise anything; its words could hold an address
        return Part(name, is_ok=False, since=failing.setdefault(name, now))
    failing.pop(name, None)
    return Part(name, is_ok=True)


def _database(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations(now: datetime) -> None:
    if not is_migrated():
        is_migrated.cache_clear()
        raise NotReady


@lru_cache(maxsize=1)
def is_migrated() -> bool:
    """Whether the database has every migration of this code; a yes holds while we run.

    By their names: to load them would take 2 MB of every web process.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    return applied.keys() >= set(_shipped_migrations())


def _shipped_migrations() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        for _, name, _ in iter_modules([str(folder)]):
            if name[0] not in "_~":
                yield app.label, name


def _queue(now: datetime) -> None:
    if settings.REDIS_URL:  # otherwise a folder on this machine
        redis_queue.client().ping()


def _beat(now: datetime) -> None:
    _seen("beat", now)


def _worker(now: datetime) -> None:
    _seen("worker", now)


def _seen(part: str, now: datetime) -> None:
    """Compare the newest mark of a part on any node with the clock."""
    last = Mark.objects.filter(part=part).aggregate(last=Max("seen_at"))["last"]
    if last is None or now - last > SEEN:
        raise NotReady(last)


CHECKS: Mapping[str, Callable[[datetime], None]] = {
    "database": _database,
    "migrations": _migrations,
    "queue": _queue,
    "beat": _beat,
    "worker": _worker,
}
