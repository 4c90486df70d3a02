"""PostgreSQL keeps the plans of what is asked again and again on the same connection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from config.lib.kept.places import Place

TIMES = 3
"""How often a connection asks the same before its plan is kept."""


def with_constants(sql: str, values: Sequence[Any], connection: Any) -> tuple[str, tuple[Any, ...]]:
    """A query for PostgreSQL with the values in it that never differ, and the places of others.

    A plan that is kept uses an index of open items only where “open” stands in the query itself.
    """
    if connection.vendor != "postgresql":
        return sql, tuple(values)
    from psycopg.sql import Literal  # noqa: PLC0415 - a laptop with SQLite does without

    connection.ensure_connection()
    written = [
        "%s" if isinstance(one, Place) else _escaped(Literal(one).as_string(connection.connection))
        for one in values
    ]
    told = tuple(one for one in values if isinstance(one, Place))
    return sql.replace("%%", "%%%%") % tuple(written), told


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def database() -> Any:
    """The connection of this thread; asked for once, because each look at the usual name costs."""
    return connections[DEFAULT_DB_ALIAS]


class KeepingPlans:
    """Sends what is asked meanwhile with its values apart, so that its plan can be kept.

    A pooler between gives each transaction another connection, on which no plan is known; SQLite
    plans in no time.
    """

    __slots__ = ("before", "connection", "session")

    def __init__(self, connection: Any) -> None:
        self.session: Any = None
        self.connection = connection

    def __enter__(self) -> None:
        connection = self.connection
        has_pooler = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
        if connection.vendor != "postgresql" or has_pooler:
            return
        from psycopg import Cursor  # noqa: PLC0415 - a laptop with SQLite does without

        connection.ensure_connection()
        self.session, features = connection.connection, connection.features
        self.before = (
            self.session.cursor_factory,
            self.session.prepare_threshold,
            features.uses_server_side_binding,
        )
        self.session.cursor_factory, self.session.prepare_threshold = Cursor, TIMES
        features.uses_server_side_binding = True  # by which Django tells what was asked

    def __exit__(self, *_: object) -> None:
        if self.session is None:
            return
        factory, threshold, binding = self.before
        self.session.cursor_factory, self.session.prepare_threshold = factory, threshold
        self.connection.features.uses_server_side_binding = binding
