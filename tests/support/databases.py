"""Other databases than the one of the tests, empty and with a folder of files of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import environ
import pytest
from django.apps import apps
from django.db import connection, models
from django.test import override_settings

from config.lib.backup import database
from config.lib.backup.tables import LEFT_OUT

Elsewhere = Callable[..., AbstractContextManager[Path]]
Rows = dict[str, list[dict[str, object]]]


def elsewhere_in(tmp_path: Path) -> Elsewhere:
    """Makes sites elsewhere: `with elsewhere() as folder:`, `elsewhere("sqlite")`."""

    @contextmanager
    def another(vendor: str = "") -> Iterator[Path]:
        folder = tmp_path / f"elsewhere-{uuid4().hex[:8]}"
        (folder / "files").mkdir(parents=True)
        with (
            another_database(vendor or connection.vendor, folder),
            override_settings(MEDIA_ROOT=folder / "files"),
        ):
            yield folder / "files"

    return another


@contextmanager
def another_database(vendor: str, folder: Path) -> Iterator[None]:
    """An empty database of a kind, in the place of the usual one."""
    if vendor == "sqlite":
        settings = database.settings_now() | environ.Env.db_url_config("sqlite:////tmp/unused")
        settings["NAME"] = str(folder / "elsewhere.sqlite3")
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;",
        }
        with database.standing_in(settings):
            yield
        return
    if connection.vendor != "postgresql":
        pytest.skip("needs a PostgreSQL server: run with DATABASE_URL")
    settings = database.settings_now()
    settings["NAME"] = f"backup_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {settings['NAME']}")
    try:
        with database.standing_in(settings):
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {settings['NAME']}")


def all_rows() -> Rows:
    """Every row that is backed up, as the models of today read it."""
    found: Rows = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT:
            found[model._meta.label] = rows_of(model)
    return found


def rows_of(model: type[models.Model]) -> list[dict[str, object]]:
    return list(model._base_manager.order_by("pk").values())
