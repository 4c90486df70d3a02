"""Changes of large tables while people work: nobody waits for them on PostgreSQL.

A migration that uses these has `atomic = False`, and nothing else in it. On SQLite, where only
one program writes anyway, they do what Django's own do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex, RemoveIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from config.lib.search import TRIGRAMS, folded

INVALID = (
    "SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE relname = %s AND NOT indisvalid AND pg_table_is_visible(pg_class.oid)"
)

TRIGRAM_INDEX = "gin_trgm_ops"
PENDING = 256
"""Kilobytes of new words that wait beside an index until one writer sorts them in: few, so that
nobody waits long for it."""


class _Gently:
    """What an operation on PostgreSQL does while others write, and on SQLite the plain way."""

    on_sqlite: ClassVar[type[Operation]]
    on_postgresql: ClassVar[type[Operation]]

    def _kind(self, schema_editor: BaseDatabaseSchemaEditor) -> Any:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        return self.on_postgresql if is_postgresql else self.on_sqlite

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        self._kind(schema_editor).database_backwards(self, app_label, schema_editor, *states)


class AddIndexGently(_Gently, AddIndexConcurrently):
    """Adds an index while others read and write; run again after a failure, it goes on."""

    on_sqlite, on_postgresql = AddIndex, AddIndexConcurrently

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        model = states[1].apps.get_model(app_label, self.model_name)
        if not _is_there(schema_editor, model._meta.db_table, self.index.name):
            self._kind(schema_editor).database_forwards(self, app_label, schema_editor, *states)


class RemoveIndexGently(_Gently, RemoveIndexConcurrently):
    """Takes an index away while others read and write; run again after a failure, it goes on."""

    on_sqlite, on_postgresql = RemoveIndex, RemoveIndexConcurrently

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        table = states[0].apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.collect_sql or _is_there(schema_editor, table, self.name):
            self._kind(schema_editor).database_forwards(self, app_label, schema_editor, *states)


class AddTrigramsGently(Operation):
    """Adds an index of the trigrams of folded texts, by which a search finds words anywhere.

    PostgreSQL alone has such an index, and needs its extension pg_trgm for it, which whoever owns
    the database may add. It is no part of the models, as the text it is made of is SQL. With a
    `condition`, SQL as well, only rows that meet it are in the index: those that leave it cost
    nothing any more.
    """

    atomic = False
    reversible = True

    def __init__(
        self, model_name: str, name: str, fields: Sequence[str], *, condition: str = ""
    ) -> None:
        self.model_name, self.name, self.fields = model_name, name, fields
        self.condition = condition

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        said = {"model_name": self.model_name, "name": self.name, "fields": self.fields}
        more = {"condition": self.condition} if self.condition else {}
        return type(self).__qualname__, [], {**said, **more}

    def describe(self) -> str:
        return f"Index the words of {', '.join(self.fields)} of {self.model_name}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the models do not know of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        table = states[1].apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.connection.vendor != "postgresql":
            return
        schema_editor.execute(TRIGRAMS)
        if _is_there(schema_editor, table, self.name):
            return
        quote, kind = schema_editor.quote_name, _trigrams(schema_editor)
        words = ", ".join(f"({folded(quote(field))}) {kind}" for field in self.fields)
        some = f" WHERE {self.condition}" if self.condition else ""
        schema_editor.execute(
            f"CREATE INDEX CONCURRENTLY {quote(self.name)} ON {quote(table)} USING gin ({words})"
            f" WITH (gin_pending_list_limit = {PENDING}){some}",
            params=None,
        )
        schema_editor.execute(f"ANALYZE {quote(table)}")  # or nobody knows how common a word is

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            name = schema_editor.quote_name(self.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


class AddConstraintGently(AddConstraint):
    """Adds a check that holds for new rows at once, and then proves it for the old ones."""

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        if schema_editor.connection.vendor != "postgresql":
            with transaction.atomic(schema_editor.connection.alias):  # or half a copy would stay
                super().database_forwards(app_label, schema_editor, *states)
            return
        model = states[1].apps.get_model(app_label, self.model_name)
        quote = schema_editor.quote_name
        table, name = quote(model._meta.db_table), quote(self.constraint.name)
        if not _is_there(schema_editor, model._meta.db_table, self.constraint.name):
            create = self.constraint.create_sql(model, schema_editor)
            schema_editor.execute(f"{create} NOT VALID", params=None)
        schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}", params=None)


def _trigrams(schema_editor: BaseDatabaseSchemaEditor) -> str:
    """The kind of index, with the schema it is in: a restore looks in its own one only."""
    if schema_editor.collect_sql:
        return TRIGRAM_INDEX
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace JOIN pg_extension ON extnamespace = pg_namespace.oid"
            " WHERE extname = 'pg_trgm'"
        )
        return f"{schema_editor.quote_name(cursor.fetchone()[0])}.{TRIGRAM_INDEX}"


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
