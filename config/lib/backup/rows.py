"""Rows as lines of JSON, exact to the microsecond and the last digit, the same on any database.

Columns of JSON travel as the text they are stored as, so that a stored null stays one.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from config.lib.backup.tables import Table

AT_ONCE = 2000
"""Rows held in memory while reading."""

Row = list[Any]


def read(table: Table) -> Iterator[Row]:
    """All rows of a table in the order of their keys."""
    wanted = [
        Cast(field.attname, models.TextField())
        if isinstance(field, models.JSONField)
        else field.attname
        for field in table.fields
    ]
    rows = table.model._base_manager.order_by("pk").values_list(*wanted)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield list(row)


def to_line(row: Row) -> bytes:
    """A row as a line of JSON."""
    return json.dumps(row, default=_to_json, separators=(",", ":")).encode() + b"\n"


def _to_json(value: Any) -> str:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"A backup has no words for a {type(value).__name__}.")


def insert(table: Table, lines: Iterable[bytes], connection: BaseDatabaseWrapper) -> int:
    """Write lines into a table as they are: no default, no automatic date, keys kept."""
    readers = [_reader(field, connection) for field in table.fields]
    rows = [
        [read_value(value) for read_value, value in zip(readers, json.loads(line), strict=True)]
        for line in lines
    ]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join("%s" for _ in table.columns)
            cursor.executemany(
                f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})",  # noqa: S608
                rows,
            )
    return len(rows)


def _reader(field: Any, connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """What turns a value of a line into what this database stores."""
    if isinstance(field, models.JSONField):
        return lambda value: value
    return lambda value: (
        None if value is None else field.get_db_prep_save(field.to_python(value), connection)
    )
