"""Places in a query for values that are told each time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

BIGGEST = models.BigIntegerField.MAX_BIGINT
"""The largest number that a database takes as an id."""


class Place(Expression):
    """Where a value stands in a query; it is among the values itself until one is told."""

    def __init__(self, number: int) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.number = number

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class ManyPlace(Place):
    """Where any number of ids stand together, after `__in`."""

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT value FROM json_each(%s))", (self,)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT unnest(%s::bigint[]))", (self,)


def places(given: Sequence[Any]) -> list[Place]:
    """A place for each of the values; a list needs one of its own kind."""
    return [
        ManyPlace(number) if isinstance(one, list) else Place(number)
        for number, one in enumerate(given)
    ]


def told(values: Sequence[Any], given: Sequence[Any], vendor: str) -> tuple[Any, ...]:
    """The values of a query, with what is given in its places."""
    if vendor == "sqlite":  # which knows no lists
        given = [json.dumps(one) if isinstance(one, list) else one for one in given]
    return tuple(given[one.number] if isinstance(one, Place) else one for one in values)


def is_id(value: Any) -> bool:
    """Whether a database could have such a number, or it is none at all."""
    return not isinstance(value, int) or value <= BIGGEST
