"""What restores of these tests repeat in place of migrating is what migrating does."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.support.databases import Elsewhere
from tests.support.replayed import ReplayingExecutor

Shape = dict[str, tuple[list[Any], dict[str, Any]]]


def shape() -> Shape:
    """The columns and constraints of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {table: (_columns(cursor, table), _constraints(cursor, table)) for table in tables}


def _columns(cursor: Any, table: str) -> list[Any]:
    return [tuple(one) for one in connection.introspection.get_table_description(cursor, table)]


def _constraints(cursor: Any, table: str) -> dict[str, Any]:
    found = connection.introspection.get_constraints(cursor, table)
    named = {name: one for name, one in found.items() if not name.startswith("__")}
    unnamed = [one for name, one in found.items() if name.startswith("__")]
    return named | {"unnamed": sorted(map(repr, unnamed))}


def migrated() -> Shape:
    ReplayingExecutor(connection).migrate(MigrationLoader(None).graph.leaf_nodes())
    return shape()


def test_what_is_repeated_has_the_tables_and_the_steps_of_what_was_migrated(
    elsewhere: Elsewhere,
) -> None:
    really, steps = shape(), set(MigrationRecorder(connection).applied_migrations())

    with elsewhere():
        migrated()
    with elsewhere():
        assert migrated() == really
        assert set(MigrationRecorder(connection).applied_migrations()) == steps
