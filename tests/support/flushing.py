"""Tests with transactions of their own empty all tables afterwards, append-only ones, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.apps import apps
from django.db.backends.base.operations import BaseDatabaseOperations

from config.lib import append_only


@contextmanager
def emptying_append_only_tables() -> Iterator[None]:
    """Drop their triggers before all tables are emptied; they are made again right after that, as
    after migrations.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def release_and_flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        for model in apps.get_models():
            if issubclass(model, append_only.AppendOnly):
                append_only.release(model._meta.db_table, self.connection)
        flush(self, sql_list)

    with patch.object(BaseDatabaseOperations, "execute_sql_flush", release_and_flush):
        yield
