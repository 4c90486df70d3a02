"""Queries for objects and for values, written once."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from config.lib.kept.databases import ForEachDatabase, database
from config.lib.kept.places import Place, is_id, told
from config.lib.kept.plans import KeepingPlans, once_more, with_constants

Row = TypeVar("Row", bound=models.Model)
Told = int | str | date | list[int]


class Kept(Generic[Row]):
    """A query for objects by ids.

    Args:
        build: makes the queryset, given the place of each id. It is called once for each kind of
            database, so that the query must not depend on anything else, such as a day.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]]) -> None:
        def write(places: list[Place], connection: BaseDatabaseWrapper) -> _Written:
            rows = build(*places)
            more: tuple[object, ...] = rows._prefetch_related_lookups  # type: ignore[attr-defined] # inner
            if more or rows._iterable_class is not ModelIterable:
                raise TypeError("It is for objects, without prefetch_related() or values().")
            return _Written(rows.query, connection)

        self.written = ForEachDatabase(write)

    def rows(self, *ids: int | str) -> list[Row]:
        """The objects for these ids; one query, or none where no database has such a number.

        Raises:
            TypeError: the query takes more than one, or its rows become no objects.
        """
        if not all(map(is_id, ids)):
            return []
        connection = database()
        query = _Asked(self.written.of(connection, ids).compiler_for(ids, connection))

        def ask() -> list[Row]:
            with KeepingPlans(connection):
                return list(models.QuerySet(query.model, query))

        return once_more(connection, ask)

    def get(self, *ids: int | str) -> Row | None:
        """The first object, or None where there is none; one query."""
        return next(iter(self.rows(*ids)), None)


class KeptValues:
    """A query for values by ids and days, made in the same way from a `values_list`."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.names: tuple[str, ...] = ()

        def write(places: list[Place], connection: BaseDatabaseWrapper) -> _Written:
            rows = build(*places)
            self.names = getattr(rows, "_fields", None) or ()
            return _Written(rows.query, connection)

        self.written = ForEachDatabase(write)

    def rows(self, *given: Told) -> list[tuple[Any, ...]]:
        """The values for these ids, lists of ids and days, as long as they are of the same kinds
        every time; one query, or none where a list is empty, as nothing stands among no ids.
        """
        if [] in given:
            return []
        connection = database()
        compiler = self.written.of(connection, given).compiler_for(given, connection)

        def ask() -> list[tuple[Any, ...]]:
            with KeepingPlans(connection):
                return [tuple(row) for row in compiler.results_iter()]

        return once_more(connection, ask)

    def dicts(self, *given: Told) -> list[dict[str, Any]]:
        """The same, each value under the name by which it was asked for."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows(*given)]


class KeptStatement:
    """SQL that is put together of parts that Django writes, for ids that differ each time.

    Args:
        build: makes the SQL and its values, given the place of each id.
    """

    def __init__(self, build: Callable[..., tuple[str, tuple[Any, ...]]]) -> None:
        self.written = ForEachDatabase(
            lambda places, connection: with_constants(*build(*places), connection.vendor)
        )

    def rows(self, *given: Told) -> list[tuple[Any, ...]]:
        """What the database answers for these ids; one query."""
        connection = database()
        sql, values = self.written.of(connection, given)

        def ask() -> list[tuple[Any, ...]]:
            with KeepingPlans(connection), connection.cursor() as cursor:
                cursor.execute(sql, told(values, given, connection.vendor))
                return list(cursor.fetchall())

        return once_more(connection, ask)


class _Written:
    """What Django has made of a query: its SQL with the values, and how its rows are read."""

    def __init__(self, query: Query, connection: BaseDatabaseWrapper) -> None:
        self.compiler = query.get_compiler(connection=connection)
        sql, values = self.compiler.as_sql()
        self.sql, self.values = with_constants(sql, values, connection.vendor)
        columns = [expression for expression, _, _ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.locks = query.select_for_update and connection.features.has_select_for_update

    def compiler_for(self, given: tuple[Told, ...], connection: BaseDatabaseWrapper) -> SQLCompiler:
        """A compiler with nothing left to write.

        Raises:
            TransactionManagementError: the query locks, and there is no transaction to hold that.
        """
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("A query that locks needs a transaction.")
        values = told(self.values, given, connection.vendor)
        compiler: SQLCompiler = copy(self.compiler)
        compiler.connection = connection
        vars(compiler).update(  # in place of the methods that would work it out again
            as_sql=lambda *_, **__: (self.sql, values), get_converters=lambda *_: self.converters
        )
        return compiler


class _Asked(Query):
    """A query that has been written, and whose values are told."""

    def __init__(self, compiler: SQLCompiler) -> None:
        super().__init__(compiler.query.model)
        self.written = compiler

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        return self.written
