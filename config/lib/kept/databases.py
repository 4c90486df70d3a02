"""What Django writes for one kind of database, once in a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

from config.lib.kept.places import Place, places

Text = TypeVar("Text")


def database() -> Any:
    """The connection of this thread; asked for once, because each look at the usual name costs."""
    return connections[DEFAULT_DB_ALIAS]


class ForEachDatabase(Generic[Text]):
    """What is written by the kind of database, such as its SQL.

    Args:
        write: writes it, given the place of each value and a connection that is nobody's: what is
            kept outlives every thread.
    """

    def __init__(self, write: Callable[[list[Place], Any], Text]) -> None:
        self.write = write
        self.written: dict[str, Text] = {}

    def of(self, connection: Any, given: Sequence[Any]) -> Text:
        """What was written for this kind of database and values of these kinds."""
        found = self.written.get(connection.vendor)
        if found is None:
            nobodys = connection.copy()
            nobodys.get_autocommit = lambda: False  # who asks has a transaction, or is refused
            found = self.written[connection.vendor] = self.write(places(given), nobodys)
        return found
