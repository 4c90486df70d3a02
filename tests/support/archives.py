"""What an archive is compared by: all rows of its tables, and a site that has none of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from accounts.exchange.queries.tables import columns, leads_out, tables
from config.lib import append_only

Rows = dict[str, list[dict[str, Any]]]


def rows() -> Rows:
    """All rows of its tables; where a file lies, or what is left out, is no part of it."""
    return {model._meta.label: _rows(model) for model in tables()}


def _rows(model: type[models.Model]) -> list[dict[str, Any]]:
    names = [
        field.attname
        for field in columns(model)
        if not isinstance(field, models.FileField) and not leads_out(field)
    ]
    return list(model._base_manager.order_by("pk").values(*names))


def empty() -> None:
    """Nothing is left in any table, but for the templates that come with a site."""
    ours = ("accounts.", "checklists.", "transitions.", "config.lib.")
    every = apps.get_models(include_auto_created=True)
    gone = [model for model in every if model.__module__.startswith(ours)]
    guarded = [one._meta.db_table for one in gone if issubclass(one, append_only.AppendOnly)]
    with transaction.atomic(), connection.cursor() as cursor:
        with _nothing_pending():
            for table in guarded:
                append_only.release(table, connection)
        for model in gone:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        with _nothing_pending():
            for table in guarded:
                append_only.protect(table, connection)
    call_command("load_templates", verbosity=0)


@contextmanager
def _nothing_pending() -> Iterator[None]:
    """PostgreSQL alters no table of which it still has to check something."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
