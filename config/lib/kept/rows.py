"""Queries for objects and for values, written once."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from config.lib.kept.places import is_id, places, told
from config.lib.kept.plans import KeepingPlans, database, with_constants

Row = TypeVar("Row", bound=models.Model)
Told = int | str | date | list[int]


class _Once:
    """A query that Django writes once for each kind of database."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.build = build
        self.names: tuple[str, ...] = ()
        self.written: dict[str, _Written] = {}

    def _compiler(self, given: tuple[Told, ...], connection: BaseDatabaseWrapper) -> SQLCompiler:
        written = self.written.get(connection.vendor)
        if written is None:
            queryset = self.build(*places(given))
            self.names = getattr(queryset, "_fields", None) or ()
            written = self.written[connection.vendor] = _Written(queryset.query, connection)
        return written.compiler_for(given, connection)


class Kept(_Once, Generic[Row]):
    """A query for objects by ids.

    Args:
        build: makes the queryset, given the place of each id. It is called once for each kind of
            database, so that the query must not depend on anything else, such as a day.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]]) -> None:
        super().__init__(build)

    def rows(self, *ids: int | str) -> list[Row]:
        """The objects for these ids; one query, or none where no database has such a number."""
        if not all(map(is_id, ids)):
            return []
        connection = database()
        query = _Asked(self._compiler(ids, connection))
        with KeepingPlans(connection):
            return list(models.QuerySet(query.model, query))

    def get(self, *ids: int | str) -> Row | None:
        """The first object, or None where there is none; one query."""
        return next(iter(self.rows(*ids)), None)


class KeptValues(_Once):
    """A query for values by ids and days, made in the same way from a `values_list`."""

    def rows(self, *given: Told) -> list[tuple[Any, ...]]:
        """The values for these ids, lists of ids and days, as long as they are of the same kinds
        every time; one query, or none where a list is empty, as nothing stands among no ids.
        """
        if [] in given:
            return []
        connection = database()
        compiler = self._compiler(given, connection)
        with KeepingPlans(connection):
            return [tuple(row) for row in compiler.results_iter()]

    def dicts(self, *given: Told) -> list[dict[str, Any]]:
        """The same, each value under the name by which it was asked for."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows(*given)]


class KeptStatement:
    """SQL that is put together of parts that Django writes, for ids that differ each time.

    Args:
        build: makes the SQL and its values, given the place of each id.
    """

    def __init__(self, build: Callable[..., tuple[str, tuple[Any, ...]]]) -> None:
        self.build = build
        self.written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, *given: Told) -> list[tuple[Any, ...]]:
        """What the database answers for these ids; one query."""
        connection = database()
        written = self.written.get(connection.vendor)
        if written is None:
            written = with_constants(*self.build(*places(given)), connection)
            self.written[connection.vendor] = written
        sql, values = written
        with KeepingPlans(connection), connection.cursor() as cursor:
            cursor.execute(sql, told(values, given, connection.vendor))
            return list(cursor.fetchall())


class _Written:
    """What Django has made of a query: its SQL with the values, and how its rows are read."""

    def __init__(self, query: Query, connection: BaseDatabaseWrapper) -> None:
        self.compiler = query.get_compiler(connection=connection)
        sql, values = self.compiler.as_sql()
        self.sql, self.values = with_constants(sql, values, connection)
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
