"""Migrations from nothing, done once and then repeated statement by statement.

To migrate an empty database takes Django a dozen seconds, nearly all of them to imagine models of
the past. What reaches the database is the same each time, so that tests which restore a backup
record it once for a kind of database and a state of the migrations, and then repeat it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

Statement = tuple[str, Any]
Steps = tuple[tuple[str, str | None], ...]

RECORDED: dict[tuple[str, Steps], list[Statement]] = {}
LEFT_OUT = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT", "PRAGMA")
"""What reads only, or is about transactions; all is repeated in one."""


class ReplayingExecutor:
    """Migrates an empty database by repeating what was done to another one."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def migrate(self, targets: Sequence[tuple[str, str | None]]) -> None:
        """Do as Django's executor does, which does it where the database is not empty."""
        if self.connection.introspection.table_names():
            MigrationExecutor(self.connection).migrate(targets)
            return
        key = self.connection.vendor, tuple(sorted(targets, key=str))
        if key in RECORDED:
            _repeat(RECORDED[key], self.connection)
            return
        said: list[Statement] = []
        with self.connection.execute_wrapper(_into(said)):
            MigrationExecutor(self.connection).migrate(targets)
        RECORDED[key] = said


def _into(said: list[Statement]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).lstrip().upper().startswith(LEFT_OUT):
            said.append((str(sql).replace(" CONCURRENTLY", ""), params))
        return execute(sql, params, many, context)

    return note


def _repeat(said: list[Statement], connection: BaseDatabaseWrapper) -> None:
    connection.disable_constraint_checking()
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, params in said:
            cursor.execute(sql, params)
    connection.enable_constraint_checking()
