"""After every migration the database goes on noting what changes."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate

from transitions.portfolio.models import Change


def connect() -> None:
    """Listen; called once, when the site starts."""
    post_migrate.connect(migrated, dispatch_uid="note changes")


def migrated(sender: Any, using: str, **more: Any) -> None:
    """Once, after the last room: this one's tables stand on all others that it watches."""
    if sender.label != "portfolio":
        return
    from transitions.portfolio.operations import noticing  # noqa: PLC0415 - not to serve pages

    connection = connections[using]
    if Change._meta.db_table in connection.introspection.table_names():
        noticing.watch(connection)
