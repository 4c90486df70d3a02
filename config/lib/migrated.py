"""Reading a database that may not have been migrated yet."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import QuerySet

Row = TypeVar("Row")


def rows(found: QuerySet[Any, Row]) -> list[Row]:
    """The rows of a query; none while the migration that makes their table is still to run.

    Raises:
        DatabaseError: the table is there, or the database does not answer, so nobody knows.
    """
    try:
        return list(found)
    except DatabaseError:
        if found.model._meta.db_table in connection.introspection.table_names():
            raise
        return []
