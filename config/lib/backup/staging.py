"""A second database beside the site's own, built in peace and moved into its place at once.

On PostgreSQL it is a schema of the same database, whose tables change places with the site's in
one transaction. On SQLite it is a second file, whose pages replace the site's in one transaction.
Whatever goes wrong before that, the site's own rows have not been touched.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from config.lib.backup import database, turns
from config.lib.backup.archive import CannotRestore
from config.lib.search import TRIGRAMS

SCHEMA = "changeover_restoring"
FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace AND pronargs = 0"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
PATIENCE = 10
"""Seconds to wait for whoever still uses the database."""
GONE = (
    "What was built beside the database is not there any more, so nothing was changed. See that"
    " nobody else restores into it or tidies up beside it, then try again."
)
BUSY = "Somebody still uses the database. Stop the site and its workers, then try again."


@contextmanager
def prepared() -> Iterator[database.Settings]:
    """A place for a second database, empty at first and gone afterwards."""
    with _schema() if connection.vendor == "postgresql" else _file() as settings:
        yield settings


@contextmanager
def working_in(settings: database.Settings) -> Iterator[BaseDatabaseWrapper]:
    """Let every query land in the staged database."""
    connection.close()
    ContentType.objects.clear_cache()
    try:
        with database.standing_in(settings) as staged:
            yield staged
    finally:
        ContentType.objects.clear_cache()


def company() -> int:
    """How many others are connected to the database; SQLite cannot tell, and says none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            " AND application_name <> %s",
            [turns.NAME],
        )
        count: int = cursor.fetchone()[0]
        return count


def move_in(built: set[str], *, instead_of: set[str]) -> None:
    """Let the tables that were built in the staged database take the place of others, all or none.

    Raises:
        CannotRestore: they are not there, somebody uses the database, or something else is built
            on our tables.
    """
    if connection.vendor == "postgresql":
        _move_schema(built, instead_of)
    else:
        _move_pages(built)
    connection.close()


@contextmanager
def _schema() -> Iterator[database.Settings]:
    settings = database.settings_now()
    options = settings["OPTIONS"].get("options", "")
    settings["OPTIONS"]["options"] = f"{options} -c search_path={SCHEMA}".strip()
    # An extension that a migration adds in there would go with the schema.
    _run(TRIGRAMS, f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}")
    try:
        yield settings
    finally:
        _run(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _move_schema(built: set[str], ours: set[str]) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        cursor.execute("SELECT current_schema()")
        place = quote(cursor.fetchone()[0])
        old = [quote(name) for name in connection.introspection.table_names() if name in ours]
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCHEMA])
        new = [name for (name,) in cursor.fetchall()]
        _check_there(built, new)
        try:
            if old:
                cursor.execute(f"DROP TABLE {', '.join(f'{place}.{name}' for name in old)}")
        except OperationalError as error:
            raise CannotRestore(BUSY) from error
        for name in new:
            cursor.execute(f"ALTER TABLE {SCHEMA}.{quote(name)} SET SCHEMA {place}")
        cursor.execute(FUNCTIONS, [SCHEMA])
        for (name,) in cursor.fetchall():  # without it a trigger would go with the schema
            cursor.execute(f"DROP FUNCTION IF EXISTS {place}.{quote(name)}()")
            cursor.execute(f"ALTER FUNCTION {SCHEMA}.{quote(name)}() SET SCHEMA {place}")


@contextmanager
def _file() -> Iterator[database.Settings]:
    settings = database.settings_now()
    path = _staging_file()
    with connection.cursor() as cursor:
        size = cursor.execute("PRAGMA page_size").fetchone()[0]
    first = settings["OPTIONS"].get("init_command", "")
    settings["OPTIONS"]["init_command"] = (
        f"PRAGMA page_size={size}; {first}; PRAGMA synchronous=OFF"
    )
    settings["NAME"] = str(path)
    _remove(path)
    try:
        yield settings
    finally:
        _remove(path)


def _move_pages(built: set[str]) -> None:
    """Copy the staged file over the site's, as one transaction of it."""
    given_up = time.monotonic() + PATIENCE

    # sqlite3 itself would try for ever.
    def wait(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > given_up:
            raise CannotRestore(BUSY)

    connection.ensure_connection()
    with closing(_staged_file_to_read()) as source:
        _check_there(built, [name for (name,) in source.execute(TABLES)])
        source.backup(connection.connection, progress=wait)


def _staged_file_to_read() -> sqlite3.Connection:
    """The staged file; it must not be made here, as an empty one would wipe the site.

    Raises:
        CannotRestore: it is not there.
    """
    place = _staging_file().absolute().as_uri()
    try:
        return sqlite3.connect(f"{place}?mode=ro", uri=True)
    except sqlite3.OperationalError as error:
        raise CannotRestore(GONE) from error


def _check_there(built: set[str], found: list[str]) -> None:
    """Refuse to put an empty database, or that of somebody else, in the place of the site.

    Raises:
        CannotRestore: what was built is not there.
    """
    if not built or built - set(found):
        raise CannotRestore(GONE)


def _staging_file() -> Path:
    return Path(f"{connection.settings_dict['NAME']}.restoring")


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
