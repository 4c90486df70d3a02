"""Rows by the hundred thousand: numbered here, and copied into PostgreSQL in one stream each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import TypeVar

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def like(pattern: Row, **columns: object) -> Row:
    """A row with the columns of another one, and some of its own, by the names of columns.

    The constructor of a model looks at every field; of a million rows that is half the work.
    What related objects the pattern has loaded, the row has not.
    """
    row = object.__new__(type(pattern))
    row.__dict__.update(pattern.__dict__, _state=ModelState(), **columns)
    return row


class Store:
    """Collects rows of many models and writes them in the order in which the models came."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._last: dict[type[models.Model], int] = {}

    def keep(self, row: models.Model) -> int:
        """Give a row its number and keep it until the next `write`."""
        model = type(row)
        if model not in self._last:
            self._last[model] = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self._last[model] += 1
        row.pk = self._last[model]
        self._rows[model].append(row)
        return self._last[model]

    def write(self, order: Iterable[type[models.Model]]) -> None:
        """Write what was kept, model by model."""
        for model in order:
            rows = self._rows.pop(model, [])
            if rows and connection.vendor == "postgresql":
                _copy(model, rows)
            elif rows:
                model._default_manager.bulk_create(rows)

    def finish(self) -> None:
        """Let the database go on counting where the rows end, and look at what it has now."""
        for statement in connection.ops.sequence_reset_sql(no_style(), list(self._last)):
            with connection.cursor() as cursor:
                cursor.execute(statement)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _copy(model: type[models.Model], rows: list[models.Model]) -> None:
    """All rows in one stream. Only JSON is not yet as the database takes it."""
    fields = list(model._meta.local_concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
    values = itemgetter(*[field.attname for field in fields])
    structured = [field for field in fields if isinstance(field, models.JSONField)]
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            columns = vars(row)
            for field in structured:
                value = columns[field.attname]
                columns = {**columns, field.attname: field.get_db_prep_save(value, connection)}
            stream.write_row(values(columns))
