"""Whether a database can be searched at all; `migrate` asks before it changes anything.

A search needs UTF-8 to take accents apart, and ICU to know the small letter of Ø in any locale.
Debian's PostgreSQL and the official images have both, unless a cluster was made without a locale:
then its databases are SQL_ASCII until somebody asks for more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from config.lib.search import ANY_LOCALE

NEEDED = "SELECT getdatabaseencoding(), EXISTS (SELECT FROM pg_collation WHERE collname = %s)"
NOT_UTF8 = Error(
    "The database is not encoded in UTF-8.",
    hint="Make it anew: createdb --template template0 --encoding UTF8 --locale C.UTF-8 …",
    id="search.E001",
)
NO_ICU = Error(
    "PostgreSQL was built without ICU, which searching needs.",
    hint="Take the packages of Debian or of postgresql.org, or an official image.",
    id="search.E002",
)


def lacking(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """What a database has to have before anything can be found in it."""
    asked = [connections[name] for name in databases or ()]
    return [
        error
        for connection in asked
        if connection.vendor == "postgresql"
        for error in _lacking(connection)
    ]


def _lacking(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(NEEDED, [ANY_LOCALE])
        encoding, knows_letters = cursor.fetchone()
    found: list[CheckMessage] = [] if encoding == "UTF8" else [NOT_UTF8]
    return found if knows_letters else [*found, NO_ICU]
