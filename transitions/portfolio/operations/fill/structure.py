"""Foreign keys and indexes of PostgreSQL, made of all rows at once instead of row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, models

KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
           pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY oid
"""
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique AND NOT indisexclusion
ORDER BY indexrelid
"""
"""What drops each of them and what makes it again; an index that holds a rule stays."""


@contextmanager
def made_at_the_end(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """Drop the foreign keys and indexes of these tables, and make them again when all rows are in.

    Row by row they are most of what PostgreSQL has to do; a key made anew is one join, an index
    one sort. The caller runs the transaction: nobody else reads these tables, or those they point
    at, before its end, and where it ends too soon, all is as it was. SQLite does as it always does.

    Raises:
        IntegrityError: a row points at one that is not there.
    """
    if connection.vendor != "postgresql":
        yield
        return
    names = [model._meta.db_table for model in tables]
    connection.check_constraints()  # a table with rows that wait for their check cannot be altered
    with connection.cursor() as cursor:
        found: list[tuple[str, str]] = []
        for query in (INDEXES, KEYS):
            cursor.execute(query, [names])
            found += cursor.fetchall()
        for drop, _ in reversed(found):
            cursor.execute(drop)
        yield
        for _, make in found:
            cursor.execute(make)
