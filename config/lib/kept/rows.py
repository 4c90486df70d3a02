"""Queries for objects, written once."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from config.lib.kept.places import Place, is_id, told
from config.lib.kept.plans import KeepingPlans, database

Row = TypeVar("Row", bound=models.Model)


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
        if not all(map(is_id, ids)):
            return []
        connection = database()
        written = self.written.get(connection.vendor)
        if written is None:
            queryset = self.build(*(Place(number) for number in range(len(ids))))
            written = self.written[connection.vendor] = _Written(queryset.query, connection)
        query = _Told(written.compiler_for(ids, connection))
        with KeepingPlans(connection):
            return list(models.QuerySet(query.model, query))

    def get(self, *ids: int | str) -> Row | None:
        """The first object, or None where there is none; one query."""
        return next(iter(self.rows(*ids)), None)


class _Written:
    """What Django has made of a query: its SQL with the values, and how its rows are read."""

    def __init__(self, query: Query, connection: BaseDatabaseWrapper) -> None:
        self.compiler = query.get_compiler(connection=connection)
        self.sql, self.values = self.compiler.as_sql()
        columns = [expression for expression, _, _ in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.locks = query.select_for_update and connection.features.has_select_for_update

    def compiler_for(
        self, ids: tuple[int | str, ...], connection: BaseDatabaseWrapper
    ) -> SQLCompiler:
        """A compiler with nothing left to write.

        Raises:
            TransactionManagementError: the query locks, and there is no transaction to hold that.
        """
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("A query that locks needs a transaction.")
        values = told(self.values, ids)
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
