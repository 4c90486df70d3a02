"""A restored site keeps its log and its audit, and refuses to change them like the one before."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.audit.models import FieldChange
from config.lib.backup import Wishes, restore
from tests.config.lib.backup.conftest import Backup
from tests.support.databases import Elsewhere
from transitions.plans.models import LogEntry, Transition

TABLES = {"plans_logentry": LogEntry, "audit_fieldchange": FieldChange}


def counted() -> dict[str, int]:
    return {table: model._default_manager.count() for table, model in TABLES.items()}


def test_a_restored_log_is_whole_and_append_only(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    before, archive, refused = counted(), backup(), []

    with elsewhere():
        restore(archive, Wishes(), say=lambda line: None)
        after = counted()
        for table in TABLES:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                connection.cursor().execute(f"DELETE FROM {table}")
            refused.append(table)

    assert after == before
    assert min(before.values()) > 0
    assert refused == [*TABLES]
