"""Who opens something confidential is kept, before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Field

from accounts.audit.models import Visit
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations.opening import Seen
from config.lib.site_time import site_day

BATCH = 1000
COLUMNS = ("account", "person", "what", "thing", "called", "on", "first_at", "last_at", "times")
KEEP = """
INSERT INTO audit_visit
(account_id, person_id, what, thing, called, "on", first_at, last_at, times) VALUES {rows}
ON CONFLICT (account_id, person_id, what, thing, "on") DO UPDATE SET
called = excluded.called, last_at = excluded.last_at, times = audit_visit.times + 1
"""


def keep(account: Account, person: User, seen: Sequence[Seen], *, now: datetime) -> None:
    """Keep that somebody opened these things; whoever does twice a day has one row for each.

    One query. The rows stand in the order of their names, so that two pages that somebody opens at
    once do not wait for each other in a circle.
    """
    on, values = site_day(now), []
    for one in seen:
        row = (account.pk, person.pk, one.what, one.thing, one.called[:200], on, now, now, 1)
        values += [_for_database(name, value) for name, value in zip(COLUMNS, row, strict=True)]
    rows = ", ".join([f"({', '.join(['%s'] * len(COLUMNS))})"] * len(seen))
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(rows=rows), values)


def forget_old(now: datetime) -> int:
    """Delete what is older than `VISITS_KEPT_DAYS`, a thousand rows at a time; returns how many."""
    since = now - timedelta(days=settings.VISITS_KEPT_DAYS)
    old, forgotten = Visit.objects.filter(last_at__lt=since).order_by("pk"), 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        forgotten += Visit.objects.filter(pk__in=keys).delete()[0]
    return forgotten


def _for_database(name: str, value: Any) -> Any:
    field: Field[Any, Any] = Visit._meta.get_field(name)  # type: ignore[assignment]
    return field.get_db_prep_save(value, connection)
