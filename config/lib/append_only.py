"""Rows that are written once: models, querysets and the database itself refuse to change them.

Triggers refuse what Python cannot see: raw SQL, cascades, somebody at a console of the database. A
migration makes them (`MakeAppendOnly`). What builds a table anew drops them on the way, as SQLite
does to alter a column, so they are looked for after all migrations, too (`keep`). A later migration
that has to write into such rows stands between `release` and `protect`.

Nobody is stopped from dropping a whole table or a trigger: whoever owns the database may. Restoring
a backup does so; it fills new tables, which inserting does not touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models.signals import post_migrate

Row = TypeVar("Row", bound=models.Model)
Step = tuple[str, str]

REFUSAL = "append-only: what stands in {} is never changed or deleted"
ENDINGS = {"postgresql": ("rows", "all"), "sqlite": ("update", "delete")}
FOUND = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
}
FUNCTION = (
    "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" RAISE EXCEPTION '{REFUSAL.format('%')}', TG_TABLE_NAME"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def refuse(name: str) -> NoReturn:
    """Say that rows of this kind are never changed.

    Raises:
        TypeError: always; nobody who uses the product comes here.
    """
    raise TypeError(f"{name} is append-only: write another row instead.")


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows that are added and read, one by one or many at once, and nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        refuse(self.model.__name__)

    def delete(self) -> NoReturn:
        refuse(self.model.__name__)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(self.model.__name__)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        if kwargs.get("update_conflicts"):
            refuse(self.model.__name__)
        return super().bulk_create(*args, **kwargs)


class AppendOnly(models.Model):
    """A row that is saved once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            refuse(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(type(self).__name__)


class MakeAppendOnly(Operation):
    """Lets the database refuse to change or delete rows of a model; backwards, it no longer does.

    Safe beside servers of the version before, as long as those only add rows, too.
    """

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [], {"model_name": self.model_name}

    def describe(self) -> str:
        return f"Refuse to change rows of {self.model_name}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing: the models do not know of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        table = states[1].apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in made(table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: ProjectState
    ) -> None:
        table = states[0].apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in dropped(table, schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)


def keep(model: type[models.Model], *, since: Step) -> None:
    """See after all migrations that the triggers of a table are there, once `since` has made them.

    Called once for each model, when the site starts.
    """
    label, table = model._meta.app_label, model._meta.db_table

    def look(sender: Any, using: str, **more: Any) -> None:
        if (
            sender.label == label
            and since in MigrationRecorder(connections[using]).applied_migrations()
        ):
            protect(table, connections[using])

    post_migrate.connect(look, dispatch_uid=f"keep {table} append-only", weak=False)


def protect(table: str, connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of a table, where they are missing; else nobody has to wait."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor], [table])
        if set(names(table, connection.vendor)) <= {name for (name,) in cursor.fetchall()}:
            return
        for statement in (
            *dropped(table, connection.vendor),
            *made(table, connection.vendor),
        ):
            cursor.execute(statement)


def release(table: str, connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers of a table, until `protect` makes them again."""
    with connection.cursor() as cursor:
        for statement in dropped(table, connection.vendor):
            cursor.execute(statement)


def names(table: str, vendor: str) -> Sequence[str]:
    return [f"{table}_append_only_{ending}" for ending in ENDINGS[vendor]]


def made(table: str, vendor: str) -> Iterator[str]:
    """The statements that make the triggers of a table.

    On PostgreSQL one for rows, as a restore empties tables that are empty, and one that keeps all
    of them from being truncated.
    """
    first, second = names(table, vendor)
    if vendor == "postgresql":
        yield FUNCTION
        act = "EXECUTE FUNCTION append_only()"
        yield (f"CREATE TRIGGER {first} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {act}")
        yield f"CREATE TRIGGER {second} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {act}"
        return
    refusal = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table)}'); END"
    yield f"CREATE TRIGGER {first} BEFORE UPDATE ON {table} {refusal}"
    yield f"CREATE TRIGGER {second} BEFORE DELETE ON {table} {refusal}"


def dropped(table: str, vendor: str) -> Iterator[str]:
    """The statements that drop them."""
    on = f" ON {table}" if vendor == "postgresql" else ""
    for name in names(table, vendor):
        yield f"DROP TRIGGER IF EXISTS {name}{on}"
