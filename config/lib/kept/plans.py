"""PostgreSQL keeps the plans of what is asked again and again on the same connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from config.lib.kept.databases import database
from config.lib.kept.places import Place

Rows = TypeVar("Rows")
Given = ParamSpec("Given")
Result = TypeVar("Result")
TIMES = 3
"""How often a connection asks the same before its plan is kept."""
OUTDATED = {"0A000", "26000"}
"""By which PostgreSQL says that a plan answers in other columns by now, or is not there."""


class KeepingPlans:
    """Sends what is asked meanwhile with its values apart, so that its plan can be kept.

    A pooler between gives each transaction another connection, on which no plan is known; SQLite
    plans in no time. After an error that comes of a kept plan, none is used again.
    """

    __slots__ = ("before", "connection", "session")

    def __init__(self, connection: Any) -> None:
        self.session: Any = None
        self.connection = connection

    def __enter__(self) -> None:
        connection = self.connection
        if connection.vendor != "postgresql" or settings.DATABASE_POOLER:
            return
        from psycopg import Cursor  # noqa: PLC0415 - a laptop with SQLite does without

        if connection.connection is None or not connection.health_check_done:
            connection.close_if_health_check_failed()
            connection.ensure_connection()
        self.session, features = connection.connection, connection.features
        self.before = (
            self.session.cursor_factory,
            self.session.prepare_threshold,
            features.uses_server_side_binding,
        )
        self.session.cursor_factory, self.session.prepare_threshold = Cursor, TIMES
        features.uses_server_side_binding = True  # by which Django tells what was asked

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self.session is None:
            return
        factory, threshold, binding = self.before
        self.session.cursor_factory, self.session.prepare_threshold = factory, threshold
        self.connection.features.uses_server_side_binding = binding
        if error is not None and is_outdated(error):
            # Psycopg itself keeps them. DEALLOCATE goes along with what is asked next; right now
            # it would be refused in a transaction, which has failed.
            self.session._prepared.clear()


def once_more(connection: Any, ask: Callable[[], Rows]) -> Rows:
    """What is asked; once more where a migration has changed a table meanwhile, so that PostgreSQL
    refuses the plan that it keeps. A transaction has failed by then: see `atomic_once_more`.
    """
    try:
        return ask()
    except DatabaseError as error:
        if not (is_outdated(error) and connection.get_autocommit()):
            raise
    return ask()


def atomic_once_more(operation: Callable[Given, Result]) -> Callable[Given, Result]:
    """`transaction.atomic` for an operation that asks what is kept: all of it is done once more
    where a plan that is kept turns out to be outdated.

    What was written before that is rolled back, so that nothing is done twice. Within another
    transaction, that one has to be done once more.
    """

    @wraps(operation)
    def done(*given: Given.args, **named: Given.kwargs) -> Result:
        def whole() -> Result:
            with transaction.atomic():
                return operation(*given, **named)

        return once_more(database(), whole)

    return done


def is_outdated(error: BaseException) -> bool:
    """Whether an error may come of a plan that was kept, and asking again would help."""
    return getattr(error.__cause__, "sqlstate", None) in OUTDATED


def with_constants(sql: str, values: Sequence[Any], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """A query for PostgreSQL with the values in it that never differ, and the places of others.

    A plan that is kept uses an index of open items only where “open” stands in the query itself.
    """
    if vendor != "postgresql":
        return sql, tuple(values)
    from psycopg.sql import Literal  # noqa: PLC0415 - a laptop with SQLite does without

    written = [
        "%s" if isinstance(one, Place) else _escaped(Literal(one).as_string()) for one in values
    ]
    told = tuple(one for one in values if isinstance(one, Place))
    return sql.replace("%%", "%%%%") % tuple(written), told


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


@receiver(connection_created)
def send_numbers_in_one_width(connection: Any, **_: object) -> None:
    """To PostgreSQL a query with a number of another width is another query, with its own plan."""
    if connection.vendor == "postgresql":
        from psycopg.types.numeric import Int8Dumper  # noqa: PLC0415 - as above

        connection.connection.adapters.register_dumper(int, Int8Dumper)
