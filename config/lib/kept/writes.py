"""What is saved, added and worked out in the database, by SQL that is written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from django.db import DatabaseError, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLInsertCompiler

from config.lib.kept.databases import ForEachDatabase, database
from config.lib.kept.places import Place, told
from config.lib.kept.plans import KeepingPlans

Row = TypeVar("Row", bound=models.Model)
Sql = tuple[str, tuple[Any, ...]]


class KeptSave(Generic[Row]):
    """Saves certain columns of an object, as `save(update_fields=…)` does, but sends no signals."""

    def __init__(self, model: type[Row], *names: str) -> None:
        self.model = model
        fields = {field.name: field for field in model._meta.concrete_fields}
        self.fields = [fields[name] for name in names]
        self.sql = ForEachDatabase(self._write)

    def save(self, row: Row) -> None:
        """Write what the object says by now; one query.

        Raises:
            DatabaseError: the row has vanished.
        """
        connection = database()
        sql = self.sql.of(connection, ())
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection) for field in self.fields
        ]
        with KeepingPlans(connection), connection.cursor() as cursor:
            cursor.execute(sql, [*values, row.pk])
            if not cursor.rowcount:
                raise DatabaseError(f"{row} has vanished.")

    def _write(self, _places: list[Place], connection: BaseDatabaseWrapper) -> str:
        places = {field.name: Place(number) for number, field in enumerate(self.fields)}
        chosen = self.model._base_manager.filter(pk=Place(len(places)))
        sql, _values = _update(chosen, places, connection)
        return sql


class KeptUpdate(Generic[Row]):
    """Sets columns of rows to what the database works out for each, as `update()` does.

    Args:
        build: makes the queryset and its new values by column, given the place of each id. It is
            called once for each kind of database.
    """

    def __init__(
        self, build: Callable[..., tuple[models.QuerySet[Row], dict[str, models.Expression]]]
    ) -> None:
        self.written = ForEachDatabase(
            lambda places, connection: _update(*build(*places), connection)
        )

    def run(self, *ids: int) -> int:
        """Write them; one query. Returns how many rows there were."""
        connection = database()
        sql, values = self.written.of(connection, ids)
        with KeepingPlans(connection), connection.cursor() as cursor:
            cursor.execute(sql, told(values, ids, connection.vendor))
            return int(cursor.rowcount)


class KeptInsert(Generic[Row]):
    """Adds an object as `save()` does for one without an id, but sends no signals.

    Raises:
        TypeError: the database fills in a column, which only `save()` leaves to it.
    """

    def __init__(self, model: type[Row]) -> None:
        self.model = model
        own = model._meta.local_concrete_fields
        self.fields = [field for field in own if not field.primary_key]
        if filled := [one.name for one in self.fields if one.generated or one.has_db_default()]:
            raise TypeError(f"The database fills in {', '.join(filled)}: use save().")
        self.sql = ForEachDatabase(self._write)

    def add(self, row: Row) -> Row:
        """Write the object and tell it its id; one query."""
        connection = database()
        sql = self.sql.of(connection, ())
        values = [
            field.get_db_prep_save(field.pre_save(row, True), connection) for field in self.fields
        ]
        with KeepingPlans(connection), connection.cursor() as cursor:
            cursor.execute(sql, values)
            (row.pk,) = cursor.fetchone()
        row._state.adding, row._state.db = False, connection.alias
        return row

    def _write(self, _places: list[Place], connection: BaseDatabaseWrapper) -> str:
        blank = self.model()
        for number, field in enumerate(self.fields):
            blank.__dict__[field.attname] = Place(number)
        query = InsertQuery(self.model)
        query.insert_values(self.fields, [blank], raw=True)
        compiler = cast(SQLInsertCompiler, query.get_compiler(connection=connection))
        compiler.returning_fields = [self.model._meta.pk]
        [(sql, _)] = compiler.as_sql()
        return str(sql)


def _update(
    rows: models.QuerySet[Any], values: dict[str, Any], connection: BaseDatabaseWrapper
) -> Sql:
    """The SQL of an update, as Django writes it, with its values."""
    query = cast(UpdateQuery, rows.query.chain(UpdateQuery))
    query.add_update_values(values)
    sql, known = query.get_compiler(connection=connection).as_sql()
    return str(sql), tuple(known)
