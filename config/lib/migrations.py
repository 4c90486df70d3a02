"""Changes of large tables while people work: nobody waits for them on PostgreSQL.

A migration that uses these has `atomic = False`, and nothing else in it. On SQLite, where only
one program writes anyway, they do what Django's own do.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex
from django.db.migrations.state import ProjectState

INVALID = (
    "SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE relname = %s AND NOT indisvalid AND pg_table_is_visible(pg_class.oid)"
)


class AddIndexGently(AddIndexConcurrently):
    """Adds an index while others read and write; run again after a failure, it goes on."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if _is_there(schema_editor, model._meta.db_table, self.index.name):
            return
        kind: type[AddIndex] = AddIndex
        if schema_editor.connection.vendor == "postgresql":
            kind = AddIndexConcurrently
        kind.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        kind: type[AddIndex] = AddIndex
        if schema_editor.connection.vendor == "postgresql":
            kind = AddIndexConcurrently
        kind.database_backwards(self, app_label, schema_editor, from_state, to_state)


class AddConstraintGently(AddConstraint):
    """Adds a check that holds for new rows at once, and then proves it for the old ones."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: Any,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "postgresql":
            with transaction.atomic(schema_editor.connection.alias):  # or half a copy would stay
                super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        quote = schema_editor.quote_name
        table, name = quote(model._meta.db_table), quote(self.constraint.name)
        if not _is_there(schema_editor, model._meta.db_table, self.constraint.name):
            create = self.constraint.create_sql(model, schema_editor)
            schema_editor.execute(f"{create} NOT VALID", params=None)
        schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}", params=None)


def _is_there(schema_editor: BaseDatabaseSchemaEditor, table: str, name: str) -> bool:
    """Whether an index or a check exists already; a half built index is removed first."""
    connection = schema_editor.connection
    if schema_editor.collect_sql:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(INVALID, [name])
            if cursor.fetchone():
                cursor.execute(f"DROP INDEX CONCURRENTLY {connection.ops.quote_name(name)}")
        return name in connection.introspection.get_constraints(cursor, table)
