"""What is asked and saved with every tick, whose SQL Django writes once in a process.

Django takes several times longer to write a query of a hundred columns than the database to answer
it. What is kept here was written by Django from an ordinary queryset, and rows become objects the
way they always do; only the values differ from one time to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar, cast

from django.db import DatabaseError, connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.sql import Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row", bound=models.Model)
BIGGEST = models.BigIntegerField.MAX_BIGINT
"""The largest number that a database takes as an id."""


class Kept(Generic[Row]):
    """A query for objects by ids.

    Args:
        build: makes the queryset, given the place of each id. It is called once for each kind of
            database, so that the query must not depend on anything else, such as a day.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]]) -> None:
        self.build = build
        self.written: dict[str, _Written] = {}

    def rows(self, *ids: int | str) -> list[Row]:
        """The objects for these ids; one query, or none where no database has such a number."""
        if any(isinstance(one, int) and one > BIGGEST for one in ids):
            return []
        written = self.written.get(connection.vendor)
        if written is None:
            queryset = self.build(*(_Place(number) for number in range(len(ids))))
            written = self.written[connection.vendor] = _Written(queryset.query)
        query = _Told(written.compiler_for(ids))
        return list(models.QuerySet(query.model, query))

    def get(self, *ids: int | str) -> Row | None:
        """The first object, or None where there is none; one query."""
        return next(iter(self.rows(*ids)), None)


class KeptSave(Generic[Row]):
    """Saves certain columns of an object, as `save(update_fields=…)` does, but sends no signals."""

    def __init__(self, model: type[Row], *names: str) -> None:
        self.model = model
        fields = {field.name: field for field in model._meta.concrete_fields}
        self.fields = [fields[name] for name in names]
        self.sql: dict[str, str] = {}

    def save(self, row: Row) -> None:
        """Write what the object says by now; one query.

        Raises:
            DatabaseError: the row has vanished.
        """
        sql = self.sql.get(connection.vendor) or self._write()
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection) for field in self.fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values, row.pk])
            if not cursor.rowcount:
                raise DatabaseError(f"{row} has vanished.")

    def _write(self) -> str:
        places = {field.name: _Place(number) for number, field in enumerate(self.fields)}
        chosen = self.model._base_manager.filter(pk=_Place(len(places)))
        query = cast(UpdateQuery, chosen.query.chain(UpdateQuery))
        query.add_update_values(places)
        sql, _ = query.get_compiler(connection=connection).as_sql()
        self.sql[connection.vendor] = str(sql)
        return self.sql[connection.vendor]


class _Place(Expression):
    """Where a value stands in a query; it is among the values itself until one is told."""

    def __init__(self, number: int) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.number = number

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class _Written:
    """What Django has made of a query: its SQL with the values, and how its rows are read."""

    def __init__(self, query: Query) -> None:
        self.compiler = query.get_compiler(connection=connection)
        self.sql, self.values = self.compiler.as_sql()
        columns = [expression for expression, _, _ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.locks = query.select_for_update and connection.features.has_select_for_update

    def compiler_for(self, ids: tuple[int | str, ...]) -> SQLCompiler:
        """A compiler with nothing left to write.

        Raises:
            TransactionManagementError: the query locks, and there is no transaction to hold that.
        """
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("A query that locks needs a transaction.")
        values = tuple(ids[one.number] if isinstance(one, _Place) else one for one in self.values)
        compiler: SQLCompiler = copy(self.compiler)
        compiler.connection = connection
        vars(compiler).update(  # in place of the methods that would work it out again
            as_sql=lambda *_, **__: (self.sql, values), get_converters=lambda *_: self.converters
        )
        return compiler


class _Told(Query):
    """A query that has been written, and whose values are told."""

    def __init__(self, compiler: SQLCompiler) -> None:
        super().__init__(compiler.query.model)
        self.written = compiler

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        return self.written
