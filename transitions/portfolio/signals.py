"""Before migrations the notes of changes make way, and after them the database takes them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate


def connect() -> None:
    """Listen; called once, when the site starts."""
    pre_migrate.connect(migrating, dispatch_uid="make way for migrations")
    post_migrate.connect(migrated, dispatch_uid="note changes")


def migrating(sender: Any, using: str, plan: Sequence[Any], **more: Any) -> None:
    """Once, before the first room is migrated, and only where something is to be done."""
    if sender.label != "portfolio" or not plan:
        return
    from transitions.portfolio.operations import noticing  # noqa: PLC0415 - not to serve pages

    noticing.make_way(connections[using])


def migrated(sender: Any, using: str, **more: Any) -> None:
    """Once, after the last room: this one's tables stand on all others that it watches."""
    if sender.label != "portfolio":
        return
    from transitions.portfolio.operations import noticing  # noqa: PLC0415 - not to serve pages

    connection = connections[using]
    if {note.model._meta.db_table for note in noticing.NOTES} <= _tables(connection):
        noticing.watch(connection)


def _tables(connection: BaseDatabaseWrapper) -> set[str]:
    return set(connection.introspection.table_names())
